import Policies
import Testing
import TimeAndChance

@Suite
struct ConcurrencyLimitTests {
  static let rules: [ConcurrencyLimit.Rule] = [
    .unlimited, .fixed(50), .aimd(.init()), .vegas(.init()), .gradient2(.init()),
    .envoyGradient(.init()),
  ]

  @Test(arguments: zip(rules, [Int.max, 50, 20, 20, 20, 3]))
  func beginsAtItsInitialValue(_ rule: ConcurrencyLimit.Rule, _ initial: Int) {
    let limit = ConcurrencyLimit(rule, at: .zero)
    #expect(limit.limit == initial)
    #expect(limit.allows(inFlight: initial - 1) && !limit.allows(inFlight: initial))
  }

  @Test(arguments: rules)
  func neverExceedsWhatTheProviderLends(_ rule: ConcurrencyLimit.Rule) {
    var chance = RandomStream(Seed(15))
    var limit = ConcurrencyLimit(rule, at: .zero)
    limit.cap(at: 10)
    for _ in 0..<100 {
      limit.sample(roundTrip: 1000, inFlight: 10, dropped: false, at: .zero, using: &chance)
    }
    let capped = limit.limit
    limit.cap(at: .max)
    #expect(capped <= 10 && limit.limit >= capped)
  }

  static let bounds = [0...Int.max, 50...50, 20...200, 1...1000, 20...200, 3...1000]

  /// A million random samples for each rule keep it within its bounds, whatever the clock does.
  @Test(arguments: zip(rules, bounds))
  func staysWithinItsBounds(_ rule: ConcurrencyLimit.Rule, _ bounds: ClosedRange<Int>) {
    let seed = Seed(16)
    var chance = RandomStream(seed)
    var limit = ConcurrencyLimit(rule, at: .zero)
    var now = Instant.zero
    var outside = 0
    for _ in 0..<1_000_000 {
      now = now.advanced(byNanoseconds: chance.nanoseconds(below: 20_000_000))
      let back = chance.below(50) == 0 ? now.advanced(byNanoseconds: -1_000_000_000) : now
      limit.sample(
        roundTrip: chance.below(99) == 0
          ? 0 : chance.nanoseconds(below: 1 << (10 + Int64(chance.below(26)))),
        inFlight: Int(chance.below(2000)),
        dropped: chance.below(30) == 0,
        at: back,
        using: &chance
      )
      if !bounds.contains(limit.limit) { outside += 1 }
    }
    #expect(outside == 0, "seed \(seed.value): \(rule)")
  }
}
