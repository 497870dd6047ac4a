import Policies
import TimeAndChance

/// A vector's configuration of a breaker, in our words.
struct BreakerDialect {
  let configuration: Breaker.Configuration
  /// Whether the vector is about the ramp alone.
  let startsRecovering: Bool
  /// What the vector configures that we do not understand.
  let reservation: String?

  private static let known: Set<String> = [
    "window", "minimumCalls", "failureRateThreshold", "failureCount", "consecutiveFailures",
    "slowCall", "openDuration", "openBackoff", "halfOpen", "semantics", "recovery",
  ]

  init(_ vector: Conformance.Vector) throws(Conformance.Skip) {
    let config = vector.config
    var result = Breaker.Configuration()
    result.window = try Self.window(config)
    result.minimumCalls = config["minimumCalls"]?.integer ?? 1
    result.failureRate = config["failureRateThreshold"]?.number.flatMap { Fraction($0) }
    result.failureCount = config["failureCount"]?["n"]?.integer
    result.consecutiveFailures = config["consecutiveFailures"]?.integer
    result.slowAfter = config["slowCall"]?["duration"]?.number.map { Duration(inSeconds: $0) }
    result.slowRate = config["slowCall"]?["rateThreshold"]?.number.flatMap { Fraction($0) }
    result.coolDown = Self.coolDown(config)
    result.ramp = Self.ramp(config)
    result.retryAfter?.atMost = Self.forever
    result.retryAfter?.jitter = .none
    result.semantics = Self.semantics(vector)
    result.probes = try Self.probes(config, peer: vector.peer, window: result.window)
    // No peer has a lease; a long one changes nothing but the defect that all share.
    result.probes.lease = max(min(result.coolDown.base, .seconds(86_400)), .seconds(60))
    if result.ramp != nil && config["halfOpen"] == nil { result.probes.rule = .waived }
    configuration = result
    startsRecovering = result.ramp != nil && vector.steps.first?.operation == "ramp"
    let strange = config.members?.first { !Self.known.contains($0.name) }
    reservation = strange.map { "configuration key `\($0.name)` is not known" }
  }

  /// Results needed before a rate is judged in `phase`.
  func minimum(in phase: Breaker.Phase) -> Int {
    var minimum = configuration.minimumCalls
    if case .count(let size) = configuration.window, configuration.semantics.clampsMinimum {
      minimum = min(minimum, size)
    }
    return phase == .halfOpen ? min(minimum, configuration.probes.count) : minimum
  }

  /// The share that a ramp begun at 0 admits after `seconds`.
  func rampTarget(after seconds: Double) -> Double? {
    guard let ramp = configuration.ramp, case .cumulative(let ceiling) = ramp.law else {
      return nil
    }
    return ceiling.value * min(1, seconds / ramp.span.inSeconds)
  }

  private static let forever = Duration.nanoseconds(Int64.max)

  private static func window(_ config: Json) throws(Conformance.Skip) -> Breaker.Window {
    guard let window = config["window"] else {
      guard let size = config["failureCount"]?["of"]?.integer else { return .unbounded }
      return .count(size: size)
    }
    let type = window["type"]?.text ?? ""
    let span = Duration(inSeconds: window["seconds"]?.number ?? 60)
    let buckets = window["buckets"]?.integer ?? bucketCount(window)
    let size = window["size"]?.integer ?? 100
    let largest = 1_000_000
    guard (1...largest).contains(size), (1...largest).contains(buckets ?? 1),
      span >= .microseconds(buckets ?? 1)
    else { throw Conformance.Skip("a window of no use: \(window)") }
    if type == "count" { return .count(size: size) }
    if type == "time" { return .time(span: span, buckets: buckets ?? 10) }
    if type == "unbounded" || type == "consecutive" { return .unbounded }
    guard type == "fixedInterval" else { throw Conformance.Skip("unknown window `\(type)`") }
    if let buckets { return .time(span: span, buckets: buckets) }
    return .fixedInterval(span)
  }

  private static func bucketCount(_ window: Json) -> Int? {
    let names = ["bucketPeriod", "bucketSeconds", "bucket"]
    guard let width = names.compactMap({ window[$0]?.number }).first, width > 0,
      let seconds = window["seconds"]?.number
    else { return nil }
    return Int(exactly: (seconds / width).rounded())
  }

  private static func coolDown(_ config: Json) -> Breaker.CoolDown {
    var coolDown = Breaker.CoolDown()
    coolDown.factor = 1
    coolDown.cap = forever
    coolDown.jitter = .none
    coolDown.forgetting = .onClose
    if config["openDuration"]?.text == "max" {
      coolDown.base = forever
    } else {
      coolDown.base = Duration(inSeconds: max(0, config["openDuration"]?.number ?? 60))
    }
    if let backoff = config["openBackoff"] {
      coolDown.base = Duration(inSeconds: max(0, backoff["initial"]?.number ?? 1))
      coolDown.factor = max(1, backoff["multiplier"]?.number ?? 2)
      if let cap = backoff["max"]?.number { coolDown.cap = Duration(inSeconds: cap) }
      coolDown.jitter = backoff["jitter"]?.number.flatMap { Fraction($0) } ?? .none
    }
    return coolDown
  }

  private static func ramp(_ config: Json) -> Breaker.Ramp? {
    guard let recovery = config["recovery"] else { return nil }
    let span = Duration(inSeconds: recovery["duration"]?.number ?? 10)
    let ceiling = recovery["maxFraction"]?.number.flatMap { Fraction($0) } ?? .all
    return Breaker.Ramp(span: span, law: .cumulative(ceiling: ceiling))
  }

  private static func semantics(_ vector: Conformance.Vector) -> Breaker.Semantics {
    let words = vector.config["semantics"]
    var semantics = Breaker.Semantics()
    semantics.boundaryIncluded = words?["openBoundary"]?.text != "strictlyAfter"
    let trips = words?["tripCheckedOn"]?.text
    semantics.everyResultTrips =
      trips == "everyResult"
      || (trips == nil && (isLike("resilience4j", vector) || isLike("failsafe-go", vector)))
    semantics.lateResultsJoinOpen = words?["lateResults"]?.text == "countedInCurrentState"
    semantics.clampsMinimum = words?["minimumClampedToWindow"]?.bool ?? true
    semantics.halfOpensByTime = isLike("gobreaker", vector) || isLike("linkerd", vector)
    semantics.countsAdmitted = isLike("gobreaker", vector)
    semantics.windowStartsWithPhase = isLike("gobreaker", vector)
    semantics.probesFromClosed = !isLike("resilience4j", vector)
    return semantics
  }

  private static func probes(
    _ config: Json,
    peer: String,
    window: Breaker.Window
  ) throws(Conformance.Skip) -> Breaker.Probes {
    var probes = Breaker.Probes()
    let halfOpen = config["halfOpen"]
    probes.count = max(1, halfOpen?["permits"]?.integer ?? halfOpen?["of"]?.integer ?? 1)
    probes.rule = .successes(probes.count)
    switch halfOpen?["rule"]?.text {
    case "rateOverProbes": probes.rule = .rates
    case "ratio":
      let of = halfOpen?["of"]?.integer ?? probes.count
      guard of == probes.count else {
        throw Conformance.Skip("a verdict over more than the budget")
      }
      probes.rule = .successes(max(1, min(of, halfOpen?["successes"]?.integer ?? of)))
    case "anyFailureReopens_allPermitsSucceedCloses": break
    case nil:
      if halfOpen == nil, let failures = config["failureCount"]?["n"]?.integer,
        let of = config["failureCount"]?["of"]?.integer, failures >= 1, failures <= of
      {
        // failsafe-go judges probes by the closed state's own count when told nothing else.
        probes.count = of
        probes.rule = .successes(of - failures + 1)
      }
    case let rule?: throw Conformance.Skip("unknown rule for probes `\(rule)`")
    }
    if peer.contains("failsafe-go") { probes.budget = .concurrent }
    if let wait = halfOpen?["maxWait"]?.number, wait > 0 {
      probes.maxWait = Duration(inSeconds: wait)
      probes.maxWaitVerdict = halfOpen?["maxWaitThen"]?.text == "closed" ? .closes : .opens
    }
    return probes
  }

  private static func isLike(_ name: String, _ vector: Conformance.Vector) -> Bool {
    vector.peer.lowercased().contains(name)
  }
}
