import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct SparseHistogramTests {
  private let shares = [0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1]

  private func histogram(_ count: Int, seed: UInt64, scale: Double) -> LogLinearHistogram {
    var chance = RandomStream(Seed(seed))
    var histogram = LogLinearHistogram(bits: 5, octaves: 48)
    for _ in 0..<count { histogram.record(nanosecondsRounded(chance.exponential() * scale)) }
    return histogram
  }

  /// A bin is one part in 32 wide; its middle is at most half of that away.
  @Test(arguments: [(1, 1e6), (10, 3e9), (100_000, 5e7)])
  func quantilesAreThoseOfTheDenseOne(count: Int, scale: Double) throws {
    let dense = histogram(count, seed: 5, scale: scale)
    let sparse = SparseHistogram(dense)
    #expect(sparse.count == UInt64(count))
    for share in shares {
      let (expected, found) = (dense.quantile(share) ?? -1, sparse.quantile(share) ?? -2)
      #expect(abs(found / expected - 1) <= 1.0 / 32, "\(share): \(found), not \(expected)")
    }
  }

  /// Left and right overlap in the middle, and each has bins that the other lacks.
  @Test
  func mergingIsRecordingEverythingInOne() {
    var both = histogram(20_000, seed: 1, scale: 1e6)
    let other = histogram(50_000, seed: 2, scale: 1e8)
    var sparse = SparseHistogram(both)
    sparse.merge(SparseHistogram(other))
    both.merge(other)
    let expected = SparseHistogram(both)
    #expect(sparse.count == expected.count)
    for share in shares { #expect(sparse.quantile(share) == expected.quantile(share), "\(share)") }
  }

  @Test
  func nothingHasNoQuantileAndAddsNothing() {
    let nothing = SparseHistogram(LogLinearHistogram(bits: 5, octaves: 48))
    #expect(nothing.quantile(0.5) == nil)
    var some = SparseHistogram(histogram(10, seed: 1, scale: 1e6))
    let median = some.quantile(0.5)
    some.merge(nothing)
    #expect(some.count == 10 && some.quantile(0.5) == median)
  }
}
