import Policies
import Testing
import TimeAndChance

@Suite
struct OutlierEjectionTests {
  private static func instant(_ seconds: Int64) -> Instant {
    Instant(nanoseconds: seconds * 1_000_000_000)
  }

  private static var choice: OutlierEjection.Configuration {
    var choice = OutlierEjection.Configuration()
    choice.baseEjection = .seconds(10)
    choice.maxEjected = .all
    return choice
  }

  private func fail(_ group: inout OutlierEjection, _ member: Int, _ times: Int, at second: Int64) {
    var chance = RandomStream(Seed(1))
    for _ in 0..<times {
      _ = group.record(member, succeeded: false, at: Self.instant(second), using: &chance)
    }
  }

  /// One tick is a sweep, ten seconds.
  ///
  /// Given: `x` fails five times just after it. Seen: `E` is ejected.
  @Test(arguments: [
    ("x.x", "E.E"),
    ("xx.x....", "EEEEEE.."),
    ("xx....x..", "EEE...E.."),
  ])
  func ejectionsGrowAndShrink(_ failures: String, _ expected: String) {
    var group = OutlierEjection(Self.choice, members: 1)
    var chance = RandomStream(Seed(1))
    var seen = ""
    for (tick, mark) in failures.enumerated() {
      group.advance(to: Self.instant(Int64(tick) * 10), using: &chance)
      if mark == "x" && !group.isEjected(0) { fail(&group, 0, 5, at: Int64(tick) * 10) }
      seen += group.isEjected(0) ? "E" : "."
    }
    #expect(seen == expected)
  }

  @Test
  func neverMoreThanTheShareIsEjected() {
    var choice = Self.choice
    choice.maxEjected = .percent(30)
    var group = OutlierEjection(choice, members: 10)
    for member in 0..<10 { fail(&group, member, 5, at: 0) }
    #expect(group.ejected == 3 && group.meters.overflows == 7)
    choice.maxEjected = .none
    choice.alwaysOne = true
    group = OutlierEjection(choice, members: 10)
    for member in 0..<10 { fail(&group, member, 5, at: 0) }
    #expect(group.ejected == 1)
    choice.isDryRun = true
    group = OutlierEjection(choice, members: 10)
    fail(&group, 4, 5, at: 0)
    #expect(group.ejected == 0 && group.meters.detections == 1)
  }

  @Test
  func aRateFarBelowTheMeanIsAnOutlier() {
    let rule = OutlierEjection.SuccessRate()
    let verdict = rule.verdict(on: [50, 100, 100, 100, 100])
    #expect(verdict.mean == 90 && verdict.threshold == 52)
    var choice = Self.choice
    choice.consecutiveFailures = nil
    choice.successRate = rule
    var group = OutlierEjection(choice, members: 5)
    var chance = RandomStream(Seed(1))
    for call in 0..<200 {
      for member in 0..<5 {
        let works = member != 0 || call < 100
        _ = group.record(member, succeeded: works, at: .zero, using: &chance)
      }
    }
    group.sweep(at: Self.instant(10), using: &chance)
    #expect((0..<5).map { group.isEjected($0) } == [true, false, false, false, false])
  }

  @Test(arguments: 0..<20)
  func theCountOfTheEjectedIsAlwaysRight(_ seed: UInt64) {
    var dice = RandomStream(Seed(seed))
    var chance = RandomStream(Seed(seed), "policy")
    var choice = Self.choice
    choice.maxEjected = .percent(50)
    choice.jitter = .seconds(3)
    choice.successRate = OutlierEjection.SuccessRate()
    var group = OutlierEjection(choice, members: 8)
    var now: Int64 = 0
    for _ in 0..<50_000 {
      now += dice.nanoseconds(below: 100_000_000)
      let instant = Instant(nanoseconds: dice.happens(0.1) ? now / 2 : now)
      var (many, manyChance) = (group, chance)
      if dice.happens(0.05) {
        for part in 1...3 {
          let middle = Instant(nanoseconds: instant.nanoseconds / 3 * Int64(part))
          many.advance(to: middle, using: &manyChance)
        }
      }
      many.advance(to: instant, using: &manyChance)
      group.advance(to: instant, using: &chance)
      if many != group || Self.next(chance) != Self.next(manyChance) {
        Issue.record("seed \(seed): many steps differ at \(now)")
        return
      }
      let member = Int(dice.below(8))
      if dice.happens(0.001) { group.replace(member) }
      let works = dice.happens(member == 0 ? 0.3 : 0.9)
      _ = group.record(member, succeeded: works, at: instant, using: &chance)
      let out = (0..<8).count { group.isEjected($0) }
      if out != group.ejected || out > 4 {
        Issue.record("seed \(seed): \(out) ejected, \(group.ejected) counted")
        return
      }
    }
  }

  private static func next(_ stream: RandomStream) -> UInt64 {
    var copy = stream
    return copy.next()
  }
}
