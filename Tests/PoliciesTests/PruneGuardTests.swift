import Policies
import Testing
import TimeAndChance

@Suite
struct PruneGuardTests {
  static let millisecond: Int64 = 1_000_000

  /// Feeds answers, one a millisecond, of which `percent` in every hundred are invalid.
  static func feed(
    _ guarding: inout PruneGuard,
    _ answers: Int,
    percent: Int,
    from start: inout Int64
  ) -> [PruneGuard.Change] {
    var changes: [PruneGuard.Change] = []
    for index in 0..<answers {
      start += millisecond
      // Spread evenly: 37 is prime to 100.
      let invalid = (index * 37) % 100 < percent
      if let change = guarding.record(invalid: invalid, at: Instant(nanoseconds: start)) {
        changes.append(change)
      }
    }
    return changes
  }

  @Test
  func aCorruptedTableIsNoticedWithinTwoHundredTokens() throws {
    var guarding = PruneGuard()
    var now: Int64 = 0
    #expect(Self.feed(&guarding, 10_000, percent: 2, from: &now).isEmpty)
    #expect(guarding.baseline == 0.05)
    var pruned = 0
    while guarding.mayPrune && pruned < 10_000 {
      now += Self.millisecond
      let invalid = pruned % 5 != 0
      _ = guarding.record(invalid: invalid, at: Instant(nanoseconds: now))
      pruned += 1
    }
    #expect(pruned < 200)
    #expect(guarding.isAlarmed && guarding.alarms == 1)
  }

  @Test
  func aTableThatIsCorruptFromTheStartIsNoticedToo() {
    var guarding = PruneGuard()
    var now: Int64 = 0
    let changes = Self.feed(&guarding, 1_000, percent: 80, from: &now)
    #expect(changes.map(\.direction) == [.raised])
    #expect(!guarding.mayPrune)
  }

  @Test(arguments: [2, 10, 30, 45])
  func aDeadShareThatWasAlwaysThereRaisesNothing(_ percent: Int) {
    var guarding = PruneGuard()
    var now: Int64 = 0
    #expect(Self.feed(&guarding, 400_000, percent: percent, from: &now).isEmpty)
    #expect(abs(guarding.baseline - max(Double(percent) / 100, 0.05)) < 0.01)
  }

  /// One row a minute; W is what comes back, A whether the alarm is up.
  ///
  ///     W  2 2 2 60 2 2 2 2 2 2
  ///     A  . . . #  # # # # # .     (calm for five minutes)
  @Test
  func theAlarmFallsAfterFiveCalmMinutes() {
    var guarding = PruneGuard()
    var now: Int64 = 0
    var up: [Bool] = []
    for percent in [2, 2, 2, 60, 2, 2, 2, 2, 2, 2] {
      _ = Self.feed(&guarding, 60_000, percent: percent, from: &now)
      up.append(guarding.isAlarmed)
    }
    #expect(
      up == [false, false, false, true, true, true, true, true, true, false]
    )
  }

  @Test
  func aShareBetweenReleaseAndLimitKeepsTheAlarmUp() {
    var guarding = PruneGuard()
    var now: Int64 = 0
    _ = Self.feed(&guarding, 10_000, percent: 2, from: &now)
    _ = Self.feed(&guarding, 1_000, percent: 40, from: &now)
    #expect(guarding.isAlarmed)
    _ = Self.feed(&guarding, 900_000, percent: 12, from: &now)
    #expect(guarding.isAlarmed)
    let change = guarding.acceptPresentShare(at: Instant(nanoseconds: now))
    #expect(change?.direction == .lowered)
    #expect(!guarding.isAlarmed && abs(guarding.baseline - 0.12) < 0.01)
  }

  @Test
  func aGuardThatOnlyWarnsNeverStops() {
    var guarding = PruneGuard(.init(stops: false))
    var now: Int64 = 0
    #expect(!Self.feed(&guarding, 1_000, percent: 90, from: &now).isEmpty)
    #expect(guarding.isAlarmed && guarding.mayPrune)
  }

  /// Two million random answers, rates and clock steps: the alarm is lawful and repeats exactly.
  @Test
  func theAlarmIsLawfulOverRandomHistories() {
    let seed = Seed(12)
    var chance = RandomStream(seed, "guard")
    var broken = 0
    for _ in 0..<200 {
      var guarding = PruneGuard(
        .init(
          invalidAbove: 1.5 + chance.unit() * 4,
          window: 10 + Int(chance.below(2_000)),
          baseline: chance.happens(0.5) ? .percent(chance.unit() * 60) : nil
        )
      )
      var twin = guarding
      var now: Int64 = 0
      var lowestAllowed = Int64.min
      var share = 0.0
      for step in 0..<10_000 {
        if step % 500 == 0 { share = chance.unit() * chance.unit() }
        now += Int64(chance.below(200_000_000)) - 10_000_000
        let invalid = chance.happens(share)
        let wasUp = guarding.isAlarmed
        let limit = guarding.limit
        let change = guarding.record(invalid: invalid, at: Instant(nanoseconds: now))
        if change != twin.record(invalid: invalid, at: Instant(nanoseconds: now)) { broken += 1 }
        if (change != nil) != (wasUp != guarding.isAlarmed) { broken += 1 }
        if !(0...1).contains(guarding.share) || guarding.baseline < 0.05 { broken += 1 }
        if guarding.release > guarding.limit { broken += 1 }
        guard let change else { continue }
        switch change.direction {
        case .raised:
          if change.share < limit { broken += 1 }
          lowestAllowed = change.at.nanoseconds + 300_000_000_000
        case .lowered:
          if change.share > guarding.release || change.at.nanoseconds < lowestAllowed {
            broken += 1
          }
        }
      }
    }
    #expect(broken == 0, "seed \(seed)")
  }

  /// One tick is a hundred answers, one a second; a digit is how many tens of them are invalid.
  ///
  /// Seen: `!` while it is alarmed, as long as its window remembers.
  @Test
  func aTickDiagramOfACorruptTable() {
    var guarding = PruneGuard()
    var now: Int64 = 0
    let invalid = "0000000000888000000000"
    var seen = ""
    for digit in invalid.compactMap(\.wholeNumberValue) {
      for index in 0..<100 {
        now += 1_000 * Self.millisecond
        let isInvalid = (index * 37) % 100 < digit * 10
        _ = guarding.record(invalid: isInvalid, at: Instant(nanoseconds: now))
      }
      seen += guarding.isAlarmed ? "!" : "."
    }
    #expect(seen == "...........!!!!!!!!!!!")
  }
}
