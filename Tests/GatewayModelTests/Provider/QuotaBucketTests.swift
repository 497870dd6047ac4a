import Testing

@testable import GatewayModel

@Suite
struct QuotaBucketTests {
  private static let second: Int64 = 1_000_000_000

  private func bucket(
    _ limit: Double,
    _ refill: ProviderPlan.Quota.Refill,
    phase: Double = 0,
    retryAfter: ProviderPlan.Quota.RetryAfter = .none
  ) -> QuotaBucket {
    QuotaBucket(
      ProviderPlan.Quota(
        limit: limit,
        window: .seconds(60),
        refill: refill,
        counts: .everything,
        retryAfter: retryAfter
      ),
      phase: phase
    )
  }

  private func admitted(_ bucket: inout QuotaBucket, of count: Int, at seconds: Double) -> Int {
    (0..<count).count { _ in bucket.admits(at: Int64(seconds * 1e9)) }
  }

  /// A quarter of the first window has passed before time zero: windows end at 45 s and 105 s.
  @Test
  func aWindowsBucketIsFullAgainAtItsEndAndNotBefore() {
    var bucket = bucket(100, .toFull, phase: 0.25)
    #expect(admitted(&bucket, of: 150, at: 0) == 100)
    #expect(bucket.used == 1)
    #expect(admitted(&bucket, of: 10, at: 44.999) == 0)
    #expect(admitted(&bucket, of: 150, at: 45) == 100)
    #expect(admitted(&bucket, of: 1, at: 104.999) == 0)
    // Two windows without a call do not add up, and the next still ends where it would have.
    #expect(admitted(&bucket, of: 300, at: 300) == 100)
    #expect(admitted(&bucket, of: 1, at: 344.999) == 0)
    #expect(admitted(&bucket, of: 1, at: 345) == 1)
  }

  @Test
  func aContinuousBucketFillsEvenlyAndNoFurtherThanItsLimit() {
    var bucket = bucket(120, .continuous)
    #expect(admitted(&bucket, of: 200, at: 0) == 120)
    #expect(admitted(&bucket, of: 5, at: 0.499) == 0)
    #expect(admitted(&bucket, of: 5, at: 1.01) == 2)
    #expect(admitted(&bucket, of: 100, at: 11.02) == 20)
    #expect(admitted(&bucket, of: 500, at: 1_000) == 120)
  }

  @Test
  func whatIsGivenBackCanBeSpentOnce() {
    var bucket = bucket(10, .toFull)
    bucket.giveBack()
    #expect(admitted(&bucket, of: 20, at: 1) == 10)
    bucket.giveBack()
    #expect(abs(bucket.used - 0.9) < 1e-12)
    #expect(admitted(&bucket, of: 20, at: 1) == 1)
  }

  @Test(arguments: [
    (ProviderPlan.Quota.RetryAfter.none, ProviderPlan.Quota.Refill.toFull, Int64(-1)),
    (.constant(.seconds(30)), .toFull, 30_000_000_000),
    (.untilRefill, .toFull, 40_000_000_000),
    // One of 120 a minute comes every half second.
    (.untilRefill, .continuous, 500_000_000),
  ])
  func aRefusedCallerIsToldHowLong(
    _ rule: ProviderPlan.Quota.RetryAfter,
    refill: ProviderPlan.Quota.Refill,
    expected: Int64
  ) {
    var bucket = bucket(120, refill, retryAfter: rule)
    #expect(admitted(&bucket, of: 200, at: 20) == 120)
    #expect(bucket.retryAfter(at: 20 * Self.second) == expected)
  }
}
