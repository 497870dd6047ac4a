import Policies
import TimeAndChance

/// Our backoff, configured to speak the dialect of a vector.
struct BackoffDialect {
  let backoff: Backoff
  /// The backoff after an explicit throttle, where the library has another one for it.
  let throttled: Backoff
  /// The backoff without its cap: what Polly's own state runs along.
  let uncapped: Backoff
  let retryAfter: RetryAfter
  /// Whether the first pause is called number 0.
  let countsFromZero: Bool
  let reservation: String?

  init(_ vector: Conformance.Vector) throws(Conformance.Skip) {
    var settings = ConformanceSettings(vector)
    let peer = vector.peer.lowercased()
    let base = try settings.number("base", "initial", "baseTransient", or: 1, in: 0...1e9)
    let other = try settings.number("baseThrottling", or: base, in: 0...1e9)
    let factor = try settings.number("multiplier", "exponent", or: 2, in: 1...1000)
    let cap = try settings.number("cap", "max", "maxDelay", "maxBackoff", or: 9e9, in: 0...1e12)
    let growth = settings.word("growth") ?? "exponential"
    let jitter = try Self.jitter(&settings, peer: peer)
    let extra = try settings.number("retryAfterMaxExtra", or: 5, in: 0...1e9)
    func made(_ base: Double, _ cap: Double) throws(Conformance.Skip) -> Backoff {
      Backoff(
        try Self.growth(growth, Duration(inSeconds: base), factor),
        cap: Duration(inSeconds: cap),
        jitter: jitter
      )
    }
    backoff = try made(base, cap)
    throttled = try made(other, cap)
    uncapped = try made(base, 9e9)
    retryAfter = .clamp(extra: Duration(inSeconds: extra))
    let first = try settings.optional("firstExponent")
    countsFromZero = first.map { $0 == 0 } ?? Self.countsFromZero(vector)
    reservation = settings.reservation
  }

  private static func growth(
    _ word: String,
    _ base: Duration,
    _ factor: Double
  ) throws(Conformance.Skip) -> Backoff.Growth {
    switch word {
    case "constant", "fixed": .fixed(base)
    case "linear": .linear(base)
    case "exponential": .exponential(base: base, factor: factor)
    default: throw Conformance.Skip("unknown growth `\(word)`")
    }
  }

  private static func jitter(
    _ settings: inout ConformanceSettings,
    peer: String
  ) throws(Conformance.Skip) -> Backoff.Jitter {
    let factor = try settings.number(
      "factor",
      "randomizationFactor",
      "jitterFactor",
      or: defaultFactor(settings.algorithm),
      in: 0...1
    )
    switch settings.algorithm {
    case "none", "nojitter", "fixed", "exponential": return .none
    // botocore's standard mode draws first and caps what comes out.
    case "full", "fulljitter": return peer.contains("botocore") ? .fullThenCap : .full
    case "botocore", "boto", "aws", "awsstandard", "fullthencap", "botocorestandard":
      return .fullThenCap
    case "awsv21", "awsv2", "grpcswift", "fullaftercap": return .full
    case "equal", "equaljitter": return .equal
    case "decorrelated", "decorrelatedjitter":
      return peer.contains("polly") ? .pollyV2 : .decorrelated
    case "proportional", "r4j", "resilience4j", "randomized", "polly": return .proportional(factor)
    case "grpc", "proportionalaftercap": return .proportionalAfterCap(factor)
    case "additive", "tenacity":
      return .additive(Duration(inSeconds: try settings.number("jitter", or: 1, in: 0...1e9)))
    case "pollyv2", "v2", "decorrelatedv2", "decorrelatedjitterv2", "pollydecorrelated",
      "pollydecorrelatedv2", "decorrelatedjitterbackoffv2":
      return .pollyV2
    case "finagle", "exponentialjittered", "finagleexponentialjittered", "finagleexponential",
      "finaglejittered":
      return .finagle
    default: return try jitter(of: peer, settings.algorithm, factor)
    }
  }

  /// What a library calls by a name of its own is known by the library.
  private static func jitter(
    of peer: String,
    _ algorithm: String,
    _ factor: Double
  ) throws(Conformance.Skip) -> Backoff.Jitter {
    if peer.contains("botocore") { return .fullThenCap }
    if peer.contains("polly") {
      return algorithm.contains("v2") || algorithm.contains("decorr")
        ? .pollyV2 : .proportional(0.25)
    }
    if peer.contains("resilience4j") || algorithm.contains("random") {
      return .proportional(factor)
    }
    if peer.contains("grpc-swift") { return .full }
    if peer.contains("finagle") { return .finagle }
    throw Conformance.Skip("unknown jitter `\(algorithm)`")
  }

  private static func defaultFactor(_ algorithm: String) -> Double {
    switch algorithm {
    case "proportional", "polly": 0.25
    case "grpc", "proportionalaftercap": 0.2
    default: 0.5
    }
  }

  /// A vector that asks for attempt 0 says so itself; else the library's own way of counting decides.
  private static func countsFromZero(_ vector: Conformance.Vector) -> Bool {
    let asked = vector.steps.compactMap { $0.fields["attempt"]?.integer }
    if asked.contains(0) { return true }
    let peer = vector.peer.lowercased()
    return peer.contains("polly") || peer.contains("aws-arch-backoff-simulator")
  }
}
