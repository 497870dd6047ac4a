import Policies
import TimeAndChance

extension Conformance {
  static func throttleSubject(for vector: Vector) throws(Skip) -> any ConformanceSubject {
    try ThrottleSubject(vector)
  }
}

/// Our client throttle under a vector's operations.
struct ThrottleSubject: ConformanceSubject {
  private var throttle: AdaptiveThrottle
  private var previous = 0.0
  /// The share at the last step that expected anything, which the next one compares itself with.
  private var judged = 0.0
  let reservation: String?

  init(_ vector: Conformance.Vector) throws(Conformance.Skip) {
    var settings = ConformanceSettings(vector)
    let rule = try Self.rule(&settings)
    throttle = AdaptiveThrottle(rule, at: min(vector.steps.first?.time ?? .zero, .zero))
    reservation = settings.reservation
  }

  private static func rule(
    _ settings: inout ConformanceSettings
  ) throws(Conformance.Skip) -> AdaptiveThrottle.Rule {
    switch settings.algorithm {
    case "sreadaptive", "sre", "adaptivethrottling":
      return .sre(
        k: try settings.number("K", "k", or: 2, in: 1e-6...1e6),
        over: try window(&settings, or: 120)
      )
    case "envoyadmission", "envoyadmissioncontrol", "admissioncontrol":
      return .envoy(
        threshold: try share(&settings, "threshold", or: 0.95),
        aggression: max(1, try settings.number("aggression", or: 1, in: 1e-6...1e6)),
        cap: try share(&settings, "maxReject", or: 0.8),
        leastRate: Rate(perSecond: try settings.number("rpsThreshold", or: 0)),
        over: try window(&settings, or: 30)
      )
    case "failsafeadaptive", "failsafe", "adaptivethrottler":
      return .failsafe(
        threshold: try share(&settings, "successRateThreshold", or: 0.9),
        cap: try share(&settings, "maxReject", or: 0.9),
        least: Int64(try settings.whole("executionThreshold", or: 1)),
        over: try window(&settings, or: 60)
      )
    case "finaglenack", "nack", "nackadmission":
      return .finagle(
        threshold: try share(&settings, "threshold", or: 0.5),
        cap: try share(&settings, "cap", or: 0.75),
        leastRate: Rate(perSecond: try settings.number("rpsThreshold", or: 5)),
        over: try window(&settings, or: 120)
      )
    case "pid", "semianpid": return .pid(try controller(&settings))
    default: throw Conformance.Skip("unknown throttle `\(settings.algorithm)`")
    }
  }

  private static func controller(
    _ settings: inout ConformanceSettings
  ) throws(Conformance.Skip) -> RejectionController.Settings {
    let interval = try settings.number("interval", or: 1, in: 1e-3...1e6)
    let window = try settings.number("window", or: 10, in: interval...1e7)
    let caps = settings.list("integralCap")?.compactMap(\.number) ?? [10]
    return .init(
      proportional: try settings.number("kp", or: 1, in: -1e6...1e6),
      integral: try settings.number("ki", or: 0.1, in: -1e6...1e6),
      derivative: try settings.number("kd", or: 0.01, in: -1e6...1e6),
      window: Duration(inSeconds: window),
      interval: Duration(inSeconds: interval),
      ideal: try share(&settings, "idealErrorRate", or: 0.01),
      deadZone: try settings.number("deadZoneRatio", or: 0.25),
      integralCap: caps.map(abs).max() ?? 10
    )
  }

  private static func window(
    _ settings: inout ConformanceSettings,
    or fallback: Double
  ) throws(Conformance.Skip) -> Duration {
    Duration(
      inSeconds: try settings.number(
        "windowSeconds",
        "window",
        "period",
        "emaWindow",
        "samplingWindow",
        or: fallback,
        in: 1e-3...1e9
      )
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
    let before = judged
    switch step.operation {
    case "probability": previous = try formula(step)
    case "record": try record(step)
    case "second": try second(step)
    case "probabilityNow", "observe": previous = throttle.probability(at: step.time)
    default: throw step.unknown
    }
    if step.operation == "record" { previous = throttle.probability(at: step.time) }
    if !step.expect.isEmpty { judged = previous }
    return [
      Conformance.Sight("p", .number(previous)),
      Conformance.Sight("pAtLeastPrevious", .bool(previous >= before)),
      Conformance.Sight("pAtMostPrevious", .bool(previous <= before)),
    ]
  }

  private func formula(_ step: Conformance.Step) throws(Conformance.Skip) -> Double {
    switch throttle.rule {
    case .sre(let k, _):
      let requests = try needed(step, step.number("requests", "total"))
      let accepts = try needed(step, step.number("accepts", "success"))
      return AdaptiveThrottle.sre(requests: requests, accepts: accepts, k: step.number("K") ?? k)
    case .envoy(let threshold, let aggression, let cap, _, _):
      return try share(step, threshold.value, aggression, cap.value)
    case .failsafe(let threshold, let cap, let least, _):
      guard let total = step.number("total"), total >= Double(least) else { return 0 }
      return try share(step, threshold.value, 1, cap.value)
    case .finagle(let threshold, let cap, let least, _):
      if let rate = step.number("rps"), rate < least.perSecond { return 0 }
      let mean = try needed(step, step.number("acceptEMA"))
      return AdaptiveThrottle.finagle(accepted: mean, threshold: threshold.value, cap: cap.value)
    case .pid: throw step.unknown
    }
  }

  private func share(
    _ step: Conformance.Step,
    _ threshold: Double,
    _ aggression: Double,
    _ cap: Double
  ) throws(Conformance.Skip) -> Double {
    AdaptiveThrottle.envoy(
      total: try needed(step, step.number("total", "requests")),
      success: try needed(step, step.number("success", "accepts")),
      threshold: step.number("threshold") ?? threshold,
      aggression: step.number("aggression") ?? aggression,
      cap: step.number("maxReject") ?? cap
    )
  }

  private func needed(
    _ step: Conformance.Step,
    _ value: Double?
  ) throws(Conformance.Skip) -> Double {
    guard let value, value.isFinite, value >= 0 else {
      throw Conformance.Skip("step \(step.number): a count is missing")
    }
    return value
  }

  private mutating func record(_ step: Conformance.Step) throws(Conformance.Skip) {
    let count = Int64(try step.count(default: 1))
    guard let outcome = step.fields["outcome"]?.text?.lowercased() else {
      let requests = Int64(try step.whole("requests", "total"))
      let accepts = min(requests, Int64(try step.whole("accepts", "success", or: 0)))
      throttle.record(requests: requests, accepts: accepts, at: step.time)
      return
    }
    let accepted = ["success", "accept", "accepted", "ok"].contains(outcome)
    let refused = [
      "failure", "fail", "error", "reject", "rejected", "nack", "throttled", "localreject",
      "locallyrejected", "rejectedlocally", "local",
    ]
    guard accepted || refused.contains(outcome) else {
      throw Conformance.Skip("step \(step.number): unknown outcome `\(outcome)`")
    }
    throttle.record(requests: count, accepts: accepted ? count : 0, at: step.time)
  }

  /// The counts belong to the second that ends with the step.
  private mutating func second(_ step: Conformance.Step) throws(Conformance.Skip) {
    let success = Int64(try step.whole("success", or: 0))
    let failure = Int64(try step.whole("failure", or: 0))
    let middle = step.time.advanced(byNanoseconds: -500_000_000)
    throttle.record(requests: success + failure, accepts: success, at: middle)
    previous = throttle.probability(at: step.time)
  }
}
