import Policies
import Testing
import TimeAndChance

@Suite
struct DrainGovernorTests {
  static let slow = DrainGovernor.Configuration(peak: Rate(perSecond: 10), ramp: .seconds(10))

  /// A hundred parked messages, all due at once: how many are back after each second.
  @Test
  func aHundredDueAtOnceComeBackAlongTheRamp() {
    var governor = DrainGovernor(Self.slow, open: false, at: .zero)
    let shut = governor.place(at: .zero)
    governor.open(at: Instant(nanoseconds: 5_000_000_000))
    var back = [Int](repeating: 0, count: 16)
    for _ in 0..<100 {
      let place = governor.place(at: Instant(nanoseconds: 5_000_000_000))
      back[Int((place?.time.nanoseconds ?? 0) / 1_000_000_000) - 5] += 1
    }
    #expect(shut == nil)
    // Number k at √(2k) s within the ramp, and 10 a second after it.
    #expect(back == [1, 1, 3, 3, 5, 5, 7, 8, 8, 10, 10, 10, 10, 10, 9, 0], "\(back)")
  }

  @Test
  func privilegedTrafficGoesFirstAndAShutWayVoidsPlaces() {
    var governor = DrainGovernor(Self.slow, at: .zero)
    guard let place = governor.place(at: .zero) else { return }
    let free = governor.arrived(at: place, privilegedWaiting: 0, at: .zero)
    let busy = governor.arrived(at: place, privilegedWaiting: 3, at: .zero)
    let later = DrainGovernor.Place(time: Instant(nanoseconds: 100_000_000), opening: 0)
    governor.close()
    let closed = governor.arrived(at: place, privilegedWaiting: 0, at: .zero)
    governor.open(at: .zero)
    let stale = governor.arrived(at: place, privilegedWaiting: 0, at: .zero)
    #expect([free, busy, closed, stale] == [.go, .giveWay(later), .park, .park])
  }

  /// A million places: in order, never before now, never more than the rate allows.
  @Test
  func placesFollowEachOtherAlongTheRate() {
    let seed = Seed(22)
    var chance = RandomStream(seed)
    var governor = DrainGovernor(Self.slow, at: .zero)
    var now = Instant.zero
    var last = Instant.zero
    var problem: String?
    for step in 0..<1_000_000 {
      switch chance.below(50) {
      case 0:
        governor.close()
        governor.open(at: now)
        last = now
      case 1...25: now = now.advanced(byNanoseconds: chance.nanoseconds(below: 300_000_000))
      default: break
      }
      guard let place = governor.place(at: now) else { continue }
      let gap = last.nanoseconds(to: place.time)
      if place.time < now || gap < 0 || (governor.places > 1 && gap < 99_999_999) {
        problem = "seed \(seed.value) step \(step): a gap of \(gap)"
      }
      last = place.time
    }
    #expect(problem == nil)
  }

  private enum Event: CaseIterable { case open, close, place, valid, void, busy }

  /// What each event leads to while the way is shut, and while it is open.
  @Test
  func everyStateAnswersEveryEvent() {
    let table: [(isOpen: Bool, Event, String)] = [
      (false, .open, "open"), (false, .close, "shut"), (false, .place, "shut none"),
      (false, .valid, "shut park"), (false, .void, "shut park"), (false, .busy, "shut park"),
      (true, .open, "open"), (true, .close, "shut"), (true, .place, "open place"),
      (true, .valid, "open go"), (true, .void, "open park"), (true, .busy, "open giveWay"),
    ]
    for (isOpen, event, expected) in table {
      var governor = DrainGovernor(Self.slow, open: isOpen, at: .zero)
      var seen = ""
      let mine = DrainGovernor.Place(time: .zero, opening: governor.opening)
      switch event {
      case .open: governor.open(at: .zero)
      case .close: governor.close()
      case .place: seen = governor.place(at: .zero) == nil ? " none" : " place"
      case .valid: seen = Self.word(governor.arrived(at: mine, privilegedWaiting: 0, at: .zero))
      case .busy: seen = Self.word(governor.arrived(at: mine, privilegedWaiting: 1, at: .zero))
      case .void:
        let old = DrainGovernor.Place(time: .zero, opening: governor.opening &- 1)
        seen = Self.word(governor.arrived(at: old, privilegedWaiting: 0, at: .zero))
      }
      #expect((governor.isOpen ? "open" : "shut") + seen == expected, "\(isOpen) \(event)")
    }
    #expect(table.count == 2 * Event.allCases.count)
  }

  private static func word(_ answer: DrainGovernor.Answer) -> String {
    switch answer {
    case .go: " go"
    case .giveWay: " giveWay"
    case .park: " park"
    }
  }
}
