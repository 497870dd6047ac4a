import Policies
import TimeAndChance

extension Conformance {
  static func limiterSubject(for vector: Vector) throws(Skip) -> any ConformanceSubject {
    var settings = ConformanceSettings(vector)
    if settings.algorithm == "awscubic" || settings.algorithm == "cubic" {
      return try CubicSubject(&settings)
    }
    return try LimiterSubject(&settings, at: min(vector.steps.first?.time ?? .zero, .zero))
  }
}

/// Our concurrency limits under a vector's samples.
struct LimiterSubject: ConformanceSubject {
  private var limit: ConcurrencyLimit
  private var chance = RandomStream(Seed(1))
  let reservation: String?

  init(_ settings: inout ConformanceSettings, at start: Instant) throws(Conformance.Skip) {
    limit = ConcurrencyLimit(try Self.rule(&settings), at: start)
    reservation = settings.reservation
  }

  private static func rule(
    _ settings: inout ConformanceSettings
  ) throws(Conformance.Skip) -> ConcurrencyLimit.Rule {
    switch settings.algorithm {
    case "fixed": return .fixed(try settings.whole("limit", "initial", or: 1))
    case "aimd": return .aimd(try aimd(&settings))
    case "vegas": return .vegas(try vegas(&settings))
    case "gradient2": return .gradient2(try gradient2(&settings))
    case "envoygradient", "gradientcontroller", "gradient":
      return .envoyGradient(try envoy(&settings))
    default: throw Conformance.Skip("unknown limiter `\(settings.algorithm)`")
    }
  }

  private static func aimd(
    _ settings: inout ConformanceSettings
  ) throws(Conformance.Skip) -> AIMDLimit.Settings {
    let least = try settings.whole("min", or: 20)
    return .init(
      initial: try settings.whole("initial", or: 20),
      least: least,
      most: try settings.whole("max", or: max(200, least), in: least...1_000_000_000),
      decrease: try share(&settings, "backoffRatio", or: 0.9),
      timeout: Duration(inSeconds: try settings.number("timeout", or: 5))
    )
  }

  private static func vegas(
    _ settings: inout ConformanceSettings
  ) throws(Conformance.Skip) -> VegasLimit.Settings {
    let (alpha, beta) = (try settings.optional("alpha"), try settings.optional("beta"))
    let decrease: VegasLimit.Decrease
    switch settings.word("decrease") {
    case "half", "halve": decrease = .half
    case nil, "log", "log10", "logarithm": decrease = .logarithm
    case let word?: throw Conformance.Skip("unknown decrease `\(word)`")
    }
    return .init(
      initial: try settings.whole("initial", or: 20, in: 1...1_000_000_000),
      most: try settings.whole("max", "maxConcurrency", or: 1000, in: 1...1_000_000_000),
      alpha: alpha.map { Int($0) },
      beta: beta.map { Int($0) },
      smoothing: try share(&settings, "smoothing", or: 1),
      decrease: decrease,
      probeMultiplier: try settings.whole("probeMultiplier", or: 30)
    )
  }

  private static func gradient2(
    _ settings: inout ConformanceSettings
  ) throws(Conformance.Skip) -> Gradient2Limit.Settings {
    let least = try settings.whole("min", or: 20)
    return .init(
      initial: try settings.whole("initial", or: 20),
      least: max(1, least),
      most: try settings.whole("max", or: max(200, least), in: max(1, least)...1_000_000_000),
      smoothing: try share(&settings, "smoothing", or: 0.2),
      queue: try settings.whole("queueSize", or: 4),
      tolerance: try settings.number("rttTolerance", "tolerance", or: 1.5, in: 1...1000),
      longWindow: try settings.whole("longWindow", or: 600, in: 1...1_000_000),
      warmup: try settings.whole("warmup", or: 10)
    )
  }

  private static func envoy(
    _ settings: inout ConformanceSettings
  ) throws(Conformance.Skip) -> EnvoyGradientLimit.Settings {
    let least = try settings.whole("min", "minConcurrency", or: 3, in: 1...1_000_000)
    let known = try settings.number("minRTT", "minRtt", "rttNoload", or: -1, in: -1...1e6)
    return .init(
      least: least,
      most: try settings.whole("max", "maxConcurrency", or: 1000, in: least...1_000_000_000),
      buffer: try settings.number("buffer", or: 0.25, in: 0...100),
      window: Duration(inSeconds: try settings.number("window", "sampleWindow", or: 0.1)),
      every: Duration(inSeconds: try settings.number("interval", "minRTTInterval", or: 30)),
      jitter: try share(&settings, "jitter", or: 0.15),
      measured: try settings.whole("requestCount", or: 50, in: 1...64),
      initial: try settings.optional("initial").map { Int($0) },
      knownRoundTrip: known > 0 ? Duration(inSeconds: known) : nil
    )
  }

  private static func share(
    _ settings: inout ConformanceSettings,
    _ name: String,
    or fallback: Double
  ) throws(Conformance.Skip) -> Fraction {
    Fraction(try settings.number(name, or: fallback, in: 0...1)) ?? .none
  }

  mutating func perform(_ step: Conformance.Step) throws(Conformance.Skip) -> [Conformance.Sight] {
    guard step.operation == "sample" || step.operation == "observe" else { throw step.unknown }
    var limits: [Double] = []
    if step.operation == "sample" {
      guard let roundTrip = step.number("rtt"), roundTrip >= 0 else {
        throw Conformance.Skip("step \(step.number): a sample needs `rtt`")
      }
      let inFlight = try step.whole("inflight", "inFlight", or: limit.limit)
      for _ in 0..<(try step.count(default: 1)) {
        limit.sample(
          roundTrip: nanosecondsRounded(roundTrip * 1e9),
          inFlight: inFlight,
          dropped: step.fields["dropped"]?.bool ?? false,
          at: step.time,
          using: &chance
        )
        limits.append(Double(limit.limit))
      }
    }
    return [
      Conformance.Sight("limit", .number(Double(limit.limit))),
      Conformance.Sight("limits", .numbers(limits)),
    ]
  }
}

/// The AWS SDKs' adaptive send rate: `CubicSendRate`.
struct CubicSubject: ConformanceSubject {
  private var rate: CubicSendRate
  let reservation: String?

  init(_ settings: inout ConformanceSettings) throws(Conformance.Skip) {
    let beta = try settings.number("beta", or: 0.7, in: 0...1)
    let start = try settings.number("startTime", or: 0, in: -1e9...1e9)
    rate = CubicSendRate(
      .init(
        beta: Fraction(beta) ?? .none,
        scale: try settings.number("scale", "scaleConstant", or: 0.4, in: 1e-9...1e9),
        startingRate: Rate(perSecond: try settings.number("startingMaxRate", or: 0.5))
      ),
      at: Instant(nanoseconds: nanosecondsRounded(start * 1e9))
    )
    reservation = settings.reservation
  }

  mutating func perform(_ step: Conformance.Step) throws(Conformance.Skip) -> [Conformance.Sight] {
    var value = rate.rate.perSecond
    switch step.operation {
    case "cubicK", "observe": break
    case "cubicSuccess": value = rate.curve(at: step.time)
    case "cubicError":
      guard let current = step.number("currentRate"), current >= 0 else {
        throw Conformance.Skip("step \(step.number): an error needs `currentRate`")
      }
      value = rate.throttled(current: current, at: step.time)
    default: throw step.unknown
    }
    return [
      Conformance.Sight("K", .number(rate.plateau)),
      Conformance.Sight("rate", .number(value)),
    ]
  }
}
