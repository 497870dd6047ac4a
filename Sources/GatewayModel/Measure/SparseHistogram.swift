import Statistics

/// The filled bins of a coarse histogram: small enough to keep for every row of a timeline.
package struct SparseHistogram: Sendable, Codable {
  /// In order; each bin by its lowest value.
  private var bins: [Bin] = []
  package private(set) var count: UInt64 = 0

  private struct Bin: Sendable, Codable {
    var low: Int64
    var width: Int64
    var count: UInt64
  }

  init(_ histogram: LogLinearHistogram) {
    guard histogram.count > 0 else { return }
    bins = histogram.filled.map { Bin(low: $0.low, width: $0.width, count: $0.count) }
    count = bins.reduce(0) { $0 + $1.count }
  }

  mutating func merge(_ other: SparseHistogram) {
    guard other.count > 0 else { return }
    var merged: [Bin] = []
    merged.reserveCapacity(bins.count + other.bins.count)
    var (left, right) = (0, 0)
    while left < bins.count || right < other.bins.count {
      if right == other.bins.count || left < bins.count && bins[left].low < other.bins[right].low {
        merged.append(bins[left])
        left += 1
      } else if left == bins.count || other.bins[right].low < bins[left].low {
        merged.append(other.bins[right])
        right += 1
      } else {
        var both = bins[left]
        both.count += other.bins[right].count
        merged.append(both)
        left += 1
        right += 1
      }
    }
    bins = merged
    count += other.count
  }

  /// The middle of the bin in which a quantile lies, in nanoseconds; nil without any value.
  package func quantile(_ share: Double) -> Double? {
    guard count > 0 else { return nil }
    let rank = max(1, UInt64((share * Double(count)).rounded(.up)))
    var seen: UInt64 = 0
    for bin in bins {
      seen += bin.count
      if seen >= rank { return Double(bin.low) + Double(bin.width - 1) / 2 }
    }
    return nil
  }
}
