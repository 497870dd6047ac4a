import Policies
import Testing
import TimeAndChance

@Suite
struct TokenBucketTests {
  static func at(_ milliseconds: Int64) -> Instant {
    Instant(nanoseconds: milliseconds * 1_000_000)
  }

  @Test
  func fourASecondComeExactlyEveryQuarter() {
    var bucket = TokenBucket(.continuous(Rate(perSecond: 4), burst: 2), at: .zero)
    let before = Instant(nanoseconds: 249_999_999)
    let taken = [
      bucket.take(2, at: .zero), bucket.take(at: before), bucket.take(at: Self.at(250)),
    ]
    #expect(taken == [true, false, true])
    let ready = [bucket.ready(for: 2, at: Self.at(250)), bucket.ready(for: 3, at: Self.at(250))]
    #expect(ready == [Self.at(750), .distantFuture])
    let rested = bucket.available(at: Self.at(10_000))
    #expect(rested == 2)
  }

  /// Tokens left in a quota of 3 a minute, drawn as a line of 10 s ticks; `x` takes all it can.
  @Test
  func aQuotaRefillsToFullAtTheEndOfEachWindow() {
    var bucket = TokenBucket(.toFull(tokens: 3, every: .seconds(60)), at: .zero)
    let script = "-x----x-x---x--"
    var line = ""
    for (tick, mark) in script.enumerated() {
      let now = Self.at(Int64(tick) * 10_000)
      if mark == "x" { while bucket.take(at: now) {} }
      line += String(bucket.available(at: now))
    }
    #expect(line == "300000000000000", "\(script)\n\(line)")
    let next = bucket.ready(at: Self.at(140_000))
    #expect(next == Self.at(180_000))
  }

  @Test
  func aReserveIsLeftForThoseWhoComeFirst() {
    var bucket = TokenBucket(.toFull(tokens: 10, every: .seconds(60)), at: .zero)
    var (ordinary, privileged) = (0, 0)
    while bucket.take(keeping: 2, at: .zero) { ordinary += 1 }
    while bucket.take(at: .zero) { privileged += 1 }
    #expect((ordinary, privileged) == (8, 2))
  }

  /// A million random steps: never more than the burst plus the flow, in one step or in many.
  @Test(arguments: [0.005, 1, 4, 90, 9000, 522_000.5, 1e7])
  func neverMoreThanTheBurstPlusTheFlow(_ perSecond: Double) {
    let seed = Seed(UInt64(perSecond * 1000))
    var chance = RandomStream(seed)
    let refill = TokenBucket.Refill.continuous(Rate(perSecond: perSecond), burst: 50)
    var bucket = TokenBucket(refill, at: .zero)
    var twin = bucket
    var (now, taken) = (Instant.zero, 0.0)
    var problem: String?
    for step in 0..<150_000 {
      let wait = chance.nanoseconds(below: Int64(2e9 / perSecond))
      let back = chance.below(10) == 0 ? wait : 0
      if !twin.take(keeping: 50, at: now) { _ = twin.available(at: now) }
      now = now.advanced(byNanoseconds: wait)
      if bucket.take(at: now.advanced(byNanoseconds: -back)) { taken += 1 }
      if bucket.take(at: now) { taken += 1 }
      let allowed = 50 + perSecond * Double(now.nanoseconds) * 1e-9 * (1 + 1e-6) + 1e-6
      let left = bucket.available(at: now)
      if taken > allowed || left < 0 || left > 50 {
        problem = "seed \(seed.value) step \(step): \(taken) of \(allowed), \(left) left"
      }
    }
    #expect(problem == nil)
  }
}
