import Policies
import TimeAndChance

extension Conformance {
  static func breakerSubject(for vector: Vector) throws(Skip) -> any ConformanceSubject {
    if vector.config["outlier"] != nil { return OutlierSubject(vector) }
    return try BreakerSubject(vector)
  }
}

/// Our breaker under a vector's operations.
struct BreakerSubject: ConformanceSubject {
  private var breaker: Breaker
  private var chance = RandomStream(Seed(1))
  private let dialect: BreakerDialect
  private var calls: [String: Breaker.Permit] = [:]
  private var anonymous: [Breaker.Permit] = []
  private var crossings = 0
  private var transitions = 0

  /// Why a failure may be ours to explain rather than the policy's.
  var reservation: String? { dialect.reservation }

  init(_ vector: Conformance.Vector) throws(Conformance.Skip) {
    dialect = try BreakerDialect(vector)
    let start = vector.steps.first?.time ?? .zero
    breaker = Breaker(dialect.configuration, at: min(start, .zero))
    if dialect.startsRecovering { breaker.recover(at: start, using: &chance) }
  }

  mutating func perform(
    _ step: Conformance.Step
  ) throws(Conformance.Skip) -> [Conformance.Sight] {
    var sights: [Conformance.Sight] = []
    let now = step.time
    switch step.operation {
    case "acquire":
      sights.append(Conformance.Sight("permitted", .bool(acquire(step))))
    case "acquireMany", "ramp":
      sights += try acquireMany(step)
    case "run":
      for _ in 0..<(try step.count(default: 1)) {
        let admission = breaker.acquire(at: now, using: &chance)
        sights.append(Conformance.Sight("permitted", .bool(admission.isGranted)))
        guard let permit = admission.permit else { continue }
        guard let name = step.fields["outcome"]?.text else {
          throw Conformance.Skip("step \(step.number): `run` needs an outcome")
        }
        let outcome = try outcome(name, step)
        breaker.finish(permit, outcome, at: now, using: &chance).map { note($0) }
      }
    case "success", "failure", "ignored", "retryAfter", "release":
      let outcome = try outcome(step.operation, step)
      let permit = try permit(for: step)
      breaker.finish(permit, outcome, at: now, using: &chance).map { note($0) }
    case "observe":
      breaker.advance(to: now, using: &chance).map { note($0) }
    case "evaluate":
      sights.append(Conformance.Sight("trip", .bool(try evaluate(step))))
    case "openSequence":
      sights += try openSequence(step)
    default:
      guard let order = try order(step) else {
        throw Conformance.Skip("step \(step.number): unknown operation `\(step.operation)`")
      }
      let obeyed = breaker.obey(order, at: now, using: &chance)
      sights.append(Conformance.Sight("error", .bool(!obeyed)))
    }
    while let transition = breaker.takeTransition() { note(transition) }
    // Of equal names the last counts: what an operation says itself overrides the general view.
    return observations(at: now) + sights
  }

  private mutating func note(_ transition: Breaker.Transition) {
    transitions += 1
    if transition.from == .metricsOnly && transition.to == .metricsOnly
      && transition.reason != .thresholdCleared
    {
      crossings += 1
    }
  }

  private mutating func acquire(_ step: Conformance.Step) -> Bool {
    guard let permit = breaker.acquire(at: step.time, using: &chance).permit else { return false }
    if let call = step.fields["call"]?.text {
      calls[call] = permit
    } else {
      anonymous.append(permit)
    }
    return true
  }

  private mutating func acquireMany(
    _ step: Conformance.Step
  ) throws(Conformance.Skip) -> [Conformance.Sight] {
    guard let requests = step.fields["requests"]?.integer ?? step.fields["n"]?.integer,
      (0...1_000_000).contains(requests)
    else {
      throw Conformance.Skip("step \(step.number): how many requests?")
    }
    var granted = 0
    for _ in 0..<requests {
      guard let permit = breaker.acquire(at: step.time, using: &chance).permit else { continue }
      granted += 1
      anonymous.append(permit)
    }
    var sights = [
      Conformance.Sight("granted", .number(Double(granted))),
      Conformance.Sight("permitted", .bool(granted == requests)),
    ]
    if let target = dialect.rampTarget(after: step.seconds) {
      sights.append(Conformance.Sight("target", .number(target)))
    }
    return sights
  }

  /// Returns the permit of the named call, whether it was handed back before or not; or the oldest
  /// unnamed one.
  private mutating func permit(
    for step: Conformance.Step
  ) throws(Conformance.Skip) -> Breaker.Permit {
    if let call = step.fields["call"]?.text {
      guard let permit = calls[call] else {
        throw Conformance.Skip("step \(step.number): call \(call) was never admitted")
      }
      return permit
    }
    guard !anonymous.isEmpty else {
      throw Conformance.Skip("step \(step.number): no call was admitted")
    }
    return anonymous.removeFirst()
  }

  private func outcome(
    _ name: String,
    _ step: Conformance.Step
  ) throws(Conformance.Skip) -> Breaker.Outcome {
    let elapsed = nanosecondsRounded((step.fields["duration"]?.number ?? 0) * 1e9)
    switch name {
    case "success": return .success(elapsed: elapsed)
    case "failure": return .failure(elapsed: elapsed)
    case "ignored", "excluded": return .ignored
    case "release", "released", "cancelled", "abandoned": return .abandoned
    case "retryAfter":
      guard let seconds = step.fields["seconds"]?.number else {
        throw Conformance.Skip("step \(step.number): `retryAfter` needs seconds")
      }
      return .tripsFor(nanoseconds: nanosecondsRounded(seconds * 1e9), elapsed: elapsed)
    default: throw Conformance.Skip("step \(step.number): unknown outcome `\(name)`")
    }
  }

  private func order(_ step: Conformance.Step) throws(Conformance.Skip) -> Breaker.Order? {
    switch step.operation {
    case "manualOpen": return .open(for: nil)
    case "manualOpenFor":
      guard let seconds = step.fields["seconds"]?.number ?? step.fields["duration"]?.number else {
        throw Conformance.Skip("step \(step.number): for how many seconds?")
      }
      return .open(for: Duration(inSeconds: seconds))
    case "manualHalfOpen": return .probe
    case "manualClose": return .close
    case "reset": return .reset
    case "forceOpen": return .forceOpen
    case "disable": return .disable
    case "metricsOnly": return .metricsOnly
    default: return nil
    }
  }

  private func evaluate(_ step: Conformance.Step) throws(Conformance.Skip) -> Bool {
    guard let total = step.fields["total"]?.integer else {
      throw Conformance.Skip("step \(step.number): `evaluate` needs a total")
    }
    let failed = step.fields["failed"]?.number.map { $0 / Double(max(1, total)) }
    let slow = step.fields["slow"]?.number.map { $0 / Double(max(1, total)) }
    return dialect.configuration.trips(
      total: total,
      failureRate: step.fields["failureRate"]?.number ?? failed ?? 0,
      slowRate: step.fields["slowRate"]?.number ?? slow ?? 0
    )
  }

  /// Opens again and again with a probing phase between, and notes how often each opening followed
  /// another without a close.
  private mutating func openSequence(
    _ step: Conformance.Step
  ) throws(Conformance.Skip) -> [Conformance.Sight] {
    let words = step.fields.members?.compactMap { $0.value.list }.first
    let expected = step.expect.compactMap { $0.value.list }.first
    let named = ["opens", "count", "times", "n", "repeat", "cycles"]
      .compactMap { step.fields[$0]?.integer }.first
    var plan: [String] = words?.compactMap(\.text) ?? []
    if plan.isEmpty {
      guard let opens = named ?? expected?.count, (0...10_000).contains(opens) else {
        throw Conformance.Skip("step \(step.number): which sequence?")
      }
      var last = -1.0
      for index in 0..<opens {
        // A list that starts again tells that the breaker closed in between.
        let value = expected.flatMap { index < $0.count ? $0[index].number : nil } ?? last + 1
        if value <= last { plan.append("closed") }
        plan += ["open", "halfOpen"]
        last = value
      }
    }
    var attempts: [Double] = []
    var spans: [Double] = []
    for word in plan {
      switch word {
      case "open":
        attempts.append(Double(breaker.escalation))
        breaker.obey(.open(for: nil), at: step.time, using: &chance)
        let end = breaker.phaseEnd ?? step.time
        spans.append(step.time.duration(to: end).inSeconds)
      case "halfOpen": breaker.obey(.probe, at: step.time, using: &chance)
      case "closed", "close": breaker.obey(.close, at: step.time, using: &chance)
      default: throw Conformance.Skip("step \(step.number): unknown state `\(word)`")
      }
    }
    return [
      Conformance.Sight("halfOpenAttempts", .numbers(attempts)),
      Conformance.Sight("attempts", .numbers(attempts)),
      Conformance.Sight("openDurations", .numbers(spans)),
      Conformance.Sight("durations", .numbers(spans)),
    ]
  }

  private mutating func observations(at now: Instant) -> [Conformance.Sight] {
    let counts = breaker.counts(at: now)
    let judged = Int(counts.total) >= dialect.minimum(in: breaker.phase) && counts.total > 0
    var sights: [Conformance.Sight] = [
      Conformance.Sight("state", .text(Self.name(breaker.phase))),
      Conformance.Sight("total", .number(Double(counts.total))),
      Conformance.Sight("succeeded", .number(Double(counts.succeeded - inFlight))),
      Conformance.Sight("failed", .number(Double(counts.failed))),
      Conformance.Sight("slow", .number(Double(counts.slow))),
      Conformance.Sight("ignored", .number(Double(breaker.ignoredInPhase))),
      Conformance.Sight("failureRate", Self.rate(judged ? counts.failureRate : nil)),
      Conformance.Sight("slowRate", Self.rate(judged ? counts.slowRate : nil)),
      Conformance.Sight("notPermitted", .number(Double(breaker.refusedInPhase))),
      Conformance.Sight("consecutiveFailures", .number(Double(breaker.consecutiveFailures))),
      Conformance.Sight("halfOpenAttempts", .number(Double(max(0, breaker.escalation - 1)))),
      Conformance.Sight("events", .number(Double(crossings))),
      Conformance.Sight("transitions", .number(Double(transitions))),
      Conformance.Sight("misuse", .number(Double(breaker.meters.misused))),
    ]
    if breaker.phase == .open, var end = breaker.phaseEnd {
      // Where the boundary is excluded, our phase ends a nanosecond after it.
      if !dialect.configuration.semantics.boundaryIncluded { end = end.advanced(byNanoseconds: -1) }
      sights.append(
        Conformance.Sight("remaining", .number(max(0, now.duration(to: end).inSeconds)))
      )
    }
    return sights
  }

  private var inFlight: Int32 {
    dialect.configuration.semantics.countsAdmitted ? Int32(breaker.outstanding) : 0
  }

  private static func rate(_ value: Double?) -> Conformance.Sight.Value {
    value.map { .number($0) } ?? .nothing
  }

  private static func name(_ phase: Breaker.Phase) -> String {
    switch phase {
    case .closed: "closed"
    case .open: "open"
    case .halfOpen: "halfOpen"
    case .recovering: "recovering"
    case .forcedOpen: "forcedOpen"
    case .disabled: "disabled"
    case .metricsOnly: "metricsOnly"
    }
  }
}

extension Conformance.Step {
  /// How often the step is to be done.
  func count(default fallback: Int) throws(Conformance.Skip) -> Int {
    guard let value = fields["repeat"] ?? fields["n"] else { return fallback }
    guard let count = value.integer, count >= 0, count <= 100_000_000 else {
      throw Conformance.Skip("step \(number): `repeat` is a count, found \(value)")
    }
    return count
  }
}
