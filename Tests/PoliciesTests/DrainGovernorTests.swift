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
}
