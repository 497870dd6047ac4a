/// How many there are of something over time, averaged exactly for the price of one addition.
///
/// The area under the level up to T is level · T − Σ (times of rises) + Σ (times of falls), so only
/// that sum has to be kept. Sums wrap around; differences of areas are right all the same.
package struct Level: Sendable, BitwiseCopyable {
  package private(set) var count = 0
  package private(set) var peak = 0
  private var moment: Int64 = 0

  package init() {}

  @inline(__always)
  mutating func rise(at now: Int64) {
    count &+= 1
    moment &+= now
    if count > peak { peak = count }
  }

  @inline(__always)
  mutating func fall(at now: Int64) {
    count &-= 1
    moment &-= now
  }

  @inline(__always)
  mutating func change(by difference: Int, at now: Int64) {
    count &+= difference
    moment &+= Int64(difference) &* now
    if count > peak { peak = count }
  }

  /// The area under the level since time zero, modulo 2⁶⁴: subtract an earlier one.
  func area(at now: Int64) -> Int64 {
    Int64(count) &* now &- moment
  }

  /// Starts a new search for the peak.
  mutating func forgetPeak() {
    peak = count
  }
}
