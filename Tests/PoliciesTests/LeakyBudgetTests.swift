import Policies
import Testing
import TimeAndChance

@Suite
struct LeakyBudgetTests {
  static func at(_ seconds: Double) -> Instant {
    Instant(nanoseconds: nanosecondsRounded(seconds * 1e9))
  }

  struct Row: Sendable {
    let ratio: Double
    let reserve: Double
    let requests: Int64
    let granted: Int
  }

  /// Retries granted at one instant over a window of 1 s.
  @Test(arguments: [
    Row(ratio: 0.2, reserve: 0, requests: 1000, granted: 200),
    Row(ratio: 0.2, reserve: 10, requests: 1000, granted: 210),
    Row(ratio: 2, reserve: 0, requests: 50, granted: 100),
    Row(ratio: 0, reserve: 0, requests: 1000, granted: 0),
    Row(ratio: 0, reserve: 7, requests: 1000, granted: 7),
    Row(ratio: 1, reserve: 5, requests: 0, granted: 5),
  ])
  func grantsAShareAndAReserve(_ row: Row) {
    var budget = LeakyBudget(
      ratio: row.ratio,
      reserve: Rate(perSecond: row.reserve),
      over: .seconds(1),
      at: .zero
    )
    budget.requested(row.requests, at: .zero)
    var granted = 0
    while budget.charge(at: .zero) != nil { granted += 1 }
    #expect(granted == row.granted)
    let left = budget.balance(at: .zero)
    #expect(left == 0)
  }

  /// Ten a second over ten seconds, all spent at once: nothing until it has aged out.
  @Test
  func theReserveIsPerWindowNotPerSecond() {
    var budget = LeakyBudget(
      ratio: 0.2,
      reserve: Rate(perSecond: 10),
      over: .seconds(10),
      at: .zero
    )
    var line: [Int] = []
    for second in [0, 1, 5, 9, 10, 11] {
      var granted = 0
      while budget.charge(at: Self.at(Double(second))) != nil { granted += 1 }
      line.append(granted)
    }
    #expect(line == [100, 0, 0, 0, 100, 0])
  }

  /// A hundred taken at once, asked every second with 0.3 s slices: the remainders delay forgetting.
  @Test(arguments: [(LeakyBucket.Slicing.grid, "xxxyy"), (.fromUse, "xxxxy")])
  func slicesFromUseForgetLate(_ slicing: LeakyBucket.Slicing, _ want: String) {
    var bucket = LeakyBucket(ttl: .seconds(3), reserve: 100, slicing: slicing, at: .zero)
    var line = ""
    _ = bucket.take(100, at: .zero)
    for second in 0..<5 { line += bucket.take(1, at: Self.at(Double(second))) ? "y" : "x" }
    #expect(line == want)
  }

  @Test
  func depositsExpire() {
    var bucket = LeakyBucket(ttl: .seconds(3), reserve: 0, at: .zero)
    bucket.put(100, at: .zero)
    let taken = [
      bucket.take(1, at: .zero), bucket.take(99, at: Self.at(2.9)),
      bucket.take(1, at: Self.at(2.9)),
      bucket.take(1, at: Self.at(3)),
    ]
    #expect(taken == [true, true, false, false])
  }

  /// A million random operations: within any window, retries ≤ ratio × requests + reserve.
  @Test(arguments: [0.1, 0.5, 2.0])
  func retriesNeverExceedTheShareAndTheReserve(_ ratio: Double) {
    let seed = Seed(UInt64(ratio * 100))
    var chance = RandomStream(seed)
    var budget = LeakyBudget(
      ratio: ratio,
      reserve: Rate(perSecond: 5),
      over: .seconds(10),
      at: .zero
    )
    var events: [(slice: Int64, retries: Double, requests: Double)] = []
    var (retries, requests) = (0.0, 0.0)
    var now: Int64 = 0
    var problem: String?
    for step in 0..<400_000 {
      now += chance.nanoseconds(below: chance.below(1000) == 0 ? 20_000_000_000 : 40_000_000)
      let slice = now / 1_000_000_000
      while let first = events.first, first.slice <= slice - 10 {
        retries -= first.retries
        requests -= first.requests
        events.removeFirst()
      }
      if events.last?.slice != slice { events.append((slice, 0, 0)) }
      if chance.below(2) == 0 {
        budget.requested(at: Instant(nanoseconds: now))
        events[events.count - 1].requests += 1
        requests += 1
      } else if let charge = budget.charge(at: Instant(nanoseconds: now)) {
        if chance.below(4) == 0 {
          budget.refund(charge, at: Instant(nanoseconds: now))
        } else {
          events[events.count - 1].retries += 1
          retries += 1
        }
      }
      if retries > ratio * requests * 1.002 + 50 + 1 + 50 {
        problem = "seed \(seed.value) step \(step): \(retries) for \(requests)"
      }
      if budget.balance(at: Instant(nanoseconds: now)) > Int64(ratio * requests * 1.002) + 51 + 50 {
        problem = "seed \(seed.value) step \(step): a balance out of nothing"
      }
    }
    #expect(problem == nil)
  }

  /// One tick is a second: requests made in it, and how many of fifty retries it grants.
  ///
  /// A fifth of the requests of ten seconds, and ten of a reserve that comes back once per window.
  @Test
  func aTickDiagramOfTheWindow() {
    var budget = LeakyBudget(
      ratio: 0.2,
      reserve: Rate(perSecond: 1),
      over: .seconds(10),
      at: .zero
    )
    let requests = [50, 0, 0, 0, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    var granted: [Int] = []
    for (tick, count) in requests.enumerated() {
      let now = Instant(nanoseconds: Int64(tick) * 1_000_000_000)
      budget.requested(Int64(count), at: now)
      granted.append((0..<50).count { _ in budget.charge(at: now) != nil })
    }
    #expect(granted == [20, 0, 0, 0, 10, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0], "\(granted)")
  }
}
