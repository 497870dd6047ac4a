import Policies
import Testing
import TimeAndChance

/// Published or independently computed figures that our policies must reproduce on their own.
///
/// Statistical rows use so many draws that the stated tolerance is more than five standard errors.
@Suite
struct OraclePoliciesTests {
  struct Jitter: Sendable {
    let name: String
    let jitter: Backoff.Jitter
    let cap: Duration
    let pauses: Int
    let total: Double
  }

  @Test(arguments: [
    Jitter(
      name: "decorrelated_100ms_10s_5",
      jitter: .decorrelated,
      cap: .seconds(10),
      pauses: 5,
      total: 3.4484935779397006
    ),
    Jitter(
      name: "equal_jitter_100ms_10s_5",
      jitter: .equal,
      cap: .seconds(10),
      pauses: 5,
      total: 2.325
    ),
    Jitter(
      name: "full_jitter_100ms_10s_5",
      jitter: .full,
      cap: .seconds(10),
      pauses: 5,
      total: 1.55
    ),
    Jitter(
      name: "full_jitter_100ms_1s_8",
      jitter: .full,
      cap: .seconds(1),
      pauses: 8,
      total: 2.75
    ),
  ])
  func meanTotalDelay(_ row: Jitter) {
    var chance = RandomStream(Seed(1), row.name)
    let backoff = Backoff(
      .exponential(base: .milliseconds(100), factor: 2),
      cap: row.cap,
      jitter: row.jitter
    )
    var sum = 0.0
    let senders = 200_000
    for _ in 0..<senders {
      var previous: Int64 = 0
      for attempt in 1...row.pauses {
        previous = backoff.pauseNanoseconds(
          afterAttempt: attempt,
          previous: previous,
          using: &chance
        )
        sum += Double(previous) * 1e-9
      }
    }
    let mean = sum / Double(senders)
    #expect(abs(mean / row.total - 1) < 0.02, "\(row.name): \(mean)")
  }

  /// `seed_ladder_1m_5m_25m`: 40 % of the answers fail, delays of what is delivered in the end.
  @Test
  func meanDelayOnTheLadder() {
    var chance = RandomStream(Seed(2))
    let ladder = ParkingLadder.recommended
    var (delivered, sum) = (0.0, 0.0)
    for _ in 0..<1_000_000 {
      var (rung, delay) = (0, 0.0)
      while chance.happens(0.4) {
        guard let stay = ladder.stay(onRung: rung, using: &chance) else {
          delay = .infinity
          break
        }
        delay += stay.inSeconds
        rung += 1
      }
      guard delay.isFinite else { continue }
      delivered += 1
      sum += delay
    }
    #expect(abs(sum / delivered / 123.54679802955663 - 1) < 0.02)
    #expect(abs(delivered / 1e6 - 0.9744) < 0.001)
  }

  struct Geometric: Sendable {
    let name: String
    let retries: Int
    let attempts: Double
    let delivered: Double
  }

  /// `iid_retry_*`: immediate retries under errors that are independent.
  @Test(arguments: [
    Geometric(name: "iid_retry_p0.4_n3", retries: 3, attempts: 1.624, delivered: 0.9744),
    Geometric(name: "iid_retry_p0.4_n5", retries: 5, attempts: 1.65984, delivered: 0.995904),
  ])
  func immediateRetries(_ row: Geometric) {
    var chance = RandomStream(Seed(3), row.name)
    var budget = RetryBudget(.unlimited, at: .zero)
    let sender = Client(retries: row.retries, error: 0.4)
    let total = sender.run(1_000_000, using: &chance) { event in
      switch event {
      case .begins: budget.requested(at: .zero)
      case .succeeded: budget.finished(.none, .success, at: .zero)
      case .wantsRetry: return budget.charge(for: .transient, at: .zero) != nil
      }
      return true
    }
    #expect(abs(total.attempts / row.attempts - 1) < 0.005, "\(total)")
    #expect(abs(total.delivered / row.delivered - 1) < 0.005, "\(total)")
  }

  struct Bucket: Sendable {
    let name: String
    let error: Double
    let paidAtStart: Bool
    var attempts: Double?
    var delivered: Double?
  }

  /// `brooker_adaptive_*`: a bucket of five retries, a tenth of one earned per call or per success.
  @Test(arguments: [
    Bucket(name: "start_f0.01_load", error: 0.01, paidAtStart: true, attempts: 1.0101010053983082),
    Bucket(name: "start_f0.05_ok", error: 0.05, paidAtStart: true, delivered: 0.9997705960363068),
    Bucket(name: "start_f0.2_load", error: 0.2, paidAtStart: true, attempts: 1.099985403497388),
    Bucket(name: "start_f0.5_ok", error: 0.5, paidAtStart: true, delivered: 0.5499999999999895),
    Bucket(
      name: "success_f0.05_load",
      error: 0.05,
      paidAtStart: false,
      attempts: 1.0523996580399542
    ),
    Bucket(name: "success_f0.1_ok", error: 0.1, paidAtStart: false, delivered: 0.9823178508210985),
    Bucket(name: "success_f0.5_load", error: 0.5, paidAtStart: false, attempts: 1.052631578947363),
  ])
  func retriesPaidFromABucket(_ row: Bucket) {
    var chance = RandomStream(Seed(4), row.name)
    // In tenths of a retry: 50 hold five, a retry takes 10, a call or a success earns 1.
    let prices = QuotaBudget.Prices(transient: 10, timeout: 10, throttling: 10, firstSuccess: 1)
    var quota = QuotaBudget(capacity: 50, prices: prices)
    let sender = Client(retries: row.paidAtStart ? .max : 3, error: row.error)
    let total = sender.run(2_000_000, using: &chance) { event in
      switch event {
      case .begins: if row.paidAtStart { quota.giveBack(prices.firstSuccess) }
      case .succeeded: if !row.paidAtStart { quota.giveBack(prices.firstSuccess) }
      case .wantsRetry:
        // The simulator of the source asks for more than one token, the text for at least one.
        return quota.tokens > (row.paidAtStart ? 10 : 9) && quota.take(prices.transient)
      }
      return true
    }
    if let want = row.attempts {
      #expect(abs(total.attempts / want - 1) < 0.01, "\(row.name): \(total)")
    }
    if let want = row.delivered {
      #expect(abs(total.delivered / want - 1) < 0.01, "\(row.name): \(total)")
    }
  }

  /// `sre_throttle_10000_*`: 10,000/s towards a backend that accepts 4,000/s.
  @Test(arguments: [(2.0, 8000.0, 0.2), (1.1, 4400.0, 0.56)])
  func throttledTowardsAFullBackend(_ k: Double, _ reaches: Double, _ refused: Double) {
    var chance = RandomStream(Seed(5))
    var throttle = AdaptiveThrottle(.sre(k: k, over: .seconds(120)), at: .zero)
    var backend = TokenBucket(.continuous(Rate(perSecond: 4000), burst: 40), at: .zero)
    var (asked, sent) = (0.0, 0.0)
    for tick: Int64 in 0..<3_600_000 {
      let now = Instant(nanoseconds: tick * 100_000)
      let admitted = throttle.admits(at: now, using: &chance)
      if admitted { throttle.answered(accepted: backend.take(at: now), at: now) }
      guard tick >= 2_400_000 else { continue }
      asked += 1
      sent += admitted ? 1 : 0
    }
    let rate = sent / asked * 10_000
    #expect(abs(rate / reaches - 1) < 0.03, "k \(k): \(rate)/s")
    #expect(abs(1 - sent / asked - refused) < 0.02, "k \(k): \(1 - sent / asked)")
  }

  /// `sre_throttle_threshold_K2`: throttling starts where k × (1 − error) falls below 1.
  @Test
  func throttlingStartsAtHalf() {
    var starts = 1.0
    for percent in stride(from: 44, through: 56, by: 1) {
      var chance = RandomStream(Seed(6))
      var throttle = AdaptiveThrottle(.sre(k: 2, over: .seconds(10)), at: .zero)
      for tick: Int64 in 0..<300_000 {
        let now = Instant(nanoseconds: tick * 1_000_000)
        guard throttle.admits(at: now, using: &chance) else { continue }
        throttle.answered(accepted: !chance.happens(Double(percent) / 100), at: now)
      }
      let share = throttle.probability(at: Instant(nanoseconds: 300_000_000_000))
      if share > 0.2 { starts = min(starts, Double(percent) / 100) }
    }
    #expect(abs(starts - 0.5) <= 0.02, "\(starts)")
  }
}

/// A sender of independent calls with immediate retries.
private struct Client {
  enum Event { case begins, succeeded, wantsRetry }

  let retries: Int
  let error: Double

  /// Attempts and deliveries per call; the observer may refuse a retry.
  func run(
    _ calls: Int,
    using chance: inout RandomStream,
    _ observe: (Event) -> Bool
  ) -> (attempts: Double, delivered: Double) {
    var (attempts, delivered) = (0, 0)
    for _ in 0..<calls {
      _ = observe(.begins)
      var retry = 0
      var failed = chance.happens(error)
      while failed && retry < retries && observe(.wantsRetry) {
        retry += 1
        failed = chance.happens(error)
      }
      attempts += retry + 1
      guard !failed else { continue }
      delivered += 1
      _ = observe(.succeeded)
    }
    return (Double(attempts) / Double(calls), Double(delivered) / Double(calls))
  }
}
