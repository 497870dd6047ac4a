public import TimeAndChance

/// What the other side said about coming back.
public enum Pushback: Sendable, Hashable {
  /// Nothing was said.
  case none
  /// Come back after this long.
  case after(Duration)
  /// Do not come back: the value was negative or could not be read (gRPC A6).
  case doNotRetry

  /// Reads gRPC's `grpc-retry-pushback-ms`: whole milliseconds; anything else means "do not retry".
  public init(gRPCMilliseconds text: String) {
    guard let value = Int64(text), value >= 0 else {
      self = .doNotRetry
      return
    }
    self = .after(.nanoseconds(value > .max / 1_000_000 ? .max : value * 1_000_000))
  }

  /// Reads HTTP's `Retry-After` in its whole-seconds form.
  ///
  /// Negative numbers and text mean "do not retry", as in gRPC; the HTTP-date form is for the rim,
  /// which knows the wall clock, to turn into a span.
  public init(httpSeconds text: String) {
    guard let value = Int64(text), value >= 0 else {
      self = .doNotRetry
      return
    }
    self = .after(.nanoseconds(value > .max / 1_000_000_000 ? .max : value * 1_000_000_000))
  }
}

/// How a server's Retry-After changes the pause we would have taken.
public enum RetryAfter: Sendable, Hashable {
  /// Takes no notice; for comparisons only.
  case ignore
  /// Waits exactly what the server said, as gRPC does: everybody who was told "30 s" returns together.
  case exact(atMost: Duration)
  /// Waits at least what the server said, bounded, plus U(0, `spread`) of it on top.
  ///
  /// The spread keeps those who heard the same number apart; the bound keeps a mad server from
  /// parking us for a year.
  case floor(atMost: Duration, spread: Fraction)
  /// Clamps the server's value to [pause, pause + `extra`], as botocore 2.1 does with 5 s.
  case clamp(extra: Duration)

  /// A floor of at most one hour with up to 20 % on top.
  public static let recommended = RetryAfter.floor(atMost: .seconds(3600), spread: .percent(20))

  /// Combines our own pause with the server's wish.
  ///
  /// - Parameters:
  ///   - pause: What our own backoff says.
  ///   - pushback: What the server said.
  ///   - chance: Gives one draw when a spread applies.
  /// - Returns: The pause to take, or nil when the server asked us not to come back.
  public func pause(
    _ pause: Duration,
    given pushback: Pushback,
    using chance: inout RandomStream
  ) -> Duration? {
    switch (self, pushback) {
    case (_, .none), (.ignore, _): return pause
    case (.exact, .doNotRetry), (.floor, .doNotRetry), (.clamp, .doNotRetry): return nil
    case (.exact(let most), .after(let said)): return min(said, most)
    case (.clamp(let extra), .after(let said)): return min(max(pause, said), pause + extra)
    case (.floor(let most, let spread), .after(let said)):
      let bounded = min(said, most)
      let width = Double(bounded.wholeNanoseconds) * spread.value
      let extra = Duration.nanoseconds(chance.nanoseconds(below: nanosecondsRounded(width)))
      return max(pause, bounded) + extra
    }
  }
}
