/// gRPC's retry throttle (proposal A6), counted in thousandths of a token.
///
/// A failure that invites a retry takes one token, a success returns `ratio` of one, and retries are
/// allowed while more than half of the bucket is left after the taking: half of it is never usable.
public struct TokenBudget: Sendable, Hashable {
  /// The full bucket, in thousandths.
  public let full: Int64
  /// What a success returns, in thousandths; digits beyond the third are cut off.
  public let refill: Int64
  /// What is left, in thousandths.
  public private(set) var tokens: Int64

  /// Creates a full bucket.
  ///
  /// - Parameters:
  ///   - tokens: The size of the bucket, at most 1000 in the specification.
  ///   - ratio: What a success returns.
  public init(tokens: Double, ratio: Double) {
    precondition(tokens >= 0 && tokens < 1e12, "a bucket holds >= 0 tokens, found \(tokens)")
    precondition(ratio >= 0 && ratio < 1e12, "a ratio is >= 0, found \(ratio)")
    full = Self.thousandths(tokens)
    refill = Self.thousandths(ratio)
    self.tokens = full
  }

  /// Whether a retry may be scheduled now.
  public var allowsRetry: Bool { tokens > full / 2 }

  /// Notes a failure with a retryable status, or a pushback that forbids the retry.
  public mutating func failed() {
    tokens = max(0, tokens - 1000)
  }

  /// Notes a success.
  public mutating func succeeded() {
    tokens = min(full, tokens + refill)
  }

  // 0.29 × 1000 is 289.999… in binary: the nearest value is meant when it is that near.
  private static func thousandths(_ value: Double) -> Int64 {
    let scaled = value * 1000
    let nearest = scaled.rounded()
    return Int64((nearest - scaled).magnitude < 1e-6 ? nearest : scaled.rounded(.down))
  }
}
