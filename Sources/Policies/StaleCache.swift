public import TimeAndChance

/// Serving the last known good answer instead of none.
///
/// What matters of a cache to the rest of the gateway is how often it has an answer at all and how old
/// that may be: a share, and a limit on the age since the provider last answered.
public struct StaleCache: Sendable, Hashable {
  /// The share of requests for which a good answer is remembered.
  public var hit: Fraction

  /// How long the last good answers may be served after the provider stopped answering; nil for ever.
  public var freshFor: Duration?

  /// Creates a rule.
  ///
  /// - Parameters:
  ///   - hit: The share of requests for which a good answer is remembered.
  ///   - freshFor: How long they may be served after the last good answer; nil for ever.
  public init(hit: Fraction, freshFor: Duration? = nil) {
    precondition((freshFor ?? .zero) >= .zero, "a span is >= 0, found \(freshFor ?? .zero)")
    self.hit = hit
    self.freshFor = freshFor
  }

  /// Decides whether a request that failed is served from the cache; draws once, whatever the age.
  ///
  /// - Parameters:
  ///   - lastGood: When the provider last gave a good answer; nil if it never did.
  ///   - now: The time.
  ///   - chance: Whether this request is one of those remembered.
  /// - Returns: Whether it is served.
  public func serves<Source: Chance>(
    lastGood: Instant?,
    at now: Instant,
    using chance: inout Source
  ) -> Bool {
    let isRemembered = chance.happens(hit.value)
    guard isRemembered, let lastGood else { return false }
    guard let freshFor else { return true }
    return now <= lastGood.advanced(by: freshFor)
  }
}
