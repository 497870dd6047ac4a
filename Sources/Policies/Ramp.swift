internal import TimeAndChance

/// What may have been sent since the start of a ramp: limit × t²/(2 × length), and one at once.
///
/// A cumulative allowance instead of a growing rate: it needs one comparison per call, and one big
/// step of time equals many small ones.
struct Ramp: Sendable, Hashable {
  private let begin: Int64
  private let end: Int64
  private let perSecond: Double
  private let length: Double
  private var taken: Int64 = 0

  init(over span: Duration, to refill: TokenBucket.Refill, from start: Instant) {
    begin = start.nanoseconds
    end = start.advanced(by: span).nanoseconds
    length = span.inSeconds
    switch refill {
    case .continuous(let rate, _): perSecond = rate.perSecond
    case .toFull(let tokens, let window): perSecond = Double(tokens) / window.inSeconds
    }
  }

  /// Returns when a call with `ahead` others before it fits under the ramp, nil for now.
  ///
  /// Calls that are not privileged keep `share` of the rate free.
  @inline(__always)
  func blocks(behind ahead: Int64 = 0, keeping share: Double, at now: Instant) -> Instant? {
    now.nanoseconds >= end ? nil : waiting(ahead, share, now.nanoseconds)
  }

  private func waiting(_ ahead: Int64, _ share: Double, _ now: Int64) -> Instant? {
    let rate = perSecond * (1 - share)
    let slope = rate / (2 * length)
    let passed = Double(max(0, now - begin)) * 1e-9
    let before = Double(saturatingSum(taken, ahead))
    guard before > slope * passed * passed else { return nil }
    guard slope > 0 else { return Instant(nanoseconds: end) }
    var due = (before / slope).squareRoot()
    if due > length { due = length + (before - slope * length * length) / rate }
    let later = saturatingSum(begin, Elementary.nearest((due * 1e9).rounded(.up)))
    return Instant(nanoseconds: max(later, saturatingSum(now, 1)))
  }

  mutating func took() { taken = saturatingSum(taken, 1) }
  mutating func gaveBack() { taken = max(0, taken - 1) }
}
