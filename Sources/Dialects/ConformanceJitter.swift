import Policies
import TimeAndChance

extension Conformance {
  static func jitterSubject(for vector: Vector) throws(Skip) -> any ConformanceSubject {
    try JitterSubject(vector)
  }
}

/// Our backoff under a vector's questions.
struct JitterSubject: ConformanceSubject {
  private let dialect: BackoffDialect
  private var previous = 0.0
  private var total = 0.0
  private var next = 1
  private var chance = RandomStream(Seed(1))

  var reservation: String? { dialect.reservation }

  init(_ vector: Conformance.Vector) throws(Conformance.Skip) {
    dialect = try BackoffDialect(vector)
  }

  mutating func perform(_ step: Conformance.Step) throws(Conformance.Skip) -> [Conformance.Sight] {
    switch step.operation {
    case "delay": return try delay(step)
    case "pushback": return pushback(step)
    case "reset":
      (previous, total, next) = (0, 0, 1)
      return []
    default: throw step.unknown
    }
  }

  private mutating func delay(
    _ step: Conformance.Step
  ) throws(Conformance.Skip) -> [Conformance.Sight] {
    let attempt = try attempt(step)
    next = attempt + 1
    guard let unit = step.number("u") else { return try bounds(step, attempt) }
    guard (0...1).contains(unit) else {
      throw Conformance.Skip("step \(step.number): `u` lies in 0...1, found \(unit)")
    }
    var seconds = pause(step, attempt, unit)
    remember(seconds, attempt, unit)
    if let said = step.number("retryAfter") { seconds = clamped(seconds, to: said) }
    return [Conformance.Sight("seconds", .number(seconds))] + within(step, [seconds])
  }

  /// Without a draw only the bounds count: both ends of the range and a thousand draws.
  private mutating func bounds(
    _ step: Conformance.Step,
    _ attempt: Int
  ) throws(Conformance.Skip) -> [Conformance.Sight] {
    var seen = [pause(step, attempt, 0), pause(step, attempt, 1 - 0x1p-53)]
    var unit = 0.0
    for _ in 0..<1000 {
      unit = chance.unit()
      seen.append(pause(step, attempt, unit))
    }
    remember(seen[seen.count - 1], attempt, unit)
    if let said = step.number("retryAfter") { seen = seen.map { clamped($0, to: said) } }
    let varies = seen[0] != seen[1]
    if varies && step.expect.contains(where: { $0.name == "seconds" }) {
      throw Conformance.Skip("step \(step.number): an exact delay needs `u`")
    }
    return [Conformance.Sight("seconds", .number(seen[0]))] + within(step, seen)
  }

  private func within(_ step: Conformance.Step, _ seen: [Double]) -> [Conformance.Sight] {
    let (least, most) = (seen.min() ?? 0, seen.max() ?? 0)
    let low = step.expect.first { $0.name == "min" }?.value.number ?? -.infinity
    let high = step.expect.first { $0.name == "max" }?.value.number ?? .infinity
    let slack = 1e-9
    return [
      Conformance.Sight("min", .judged(least >= low - slack, got: "\(least)")),
      Conformance.Sight("max", .judged(most <= high + slack, got: "\(most)")),
    ]
  }

  private func pause(_ step: Conformance.Step, _ attempt: Int, _ unit: Double) -> Double {
    let kind = step.fields["error"]?.text ?? step.fields["class"]?.text ?? ""
    let backoff = kind.hasPrefix("throttl") ? dialect.throttled : dialect.backoff
    let carried = backoff.jitter == .pollyV2 ? total : previous
    return backoff.exactSeconds(afterAttempt: attempt, previous: carried, unit: unit)
  }

  private mutating func remember(_ seconds: Double, _ attempt: Int, _ unit: Double) {
    previous = seconds
    total += dialect.uncapped.exactSeconds(afterAttempt: attempt, previous: total, unit: unit)
  }

  private mutating func clamped(_ pause: Double, to said: Double) -> Double {
    let answer = dialect.retryAfter.pause(
      Duration(inSeconds: pause),
      given: said < 0 ? .doNotRetry : .after(Duration(inSeconds: said)),
      using: &chance
    )
    return answer?.inSeconds ?? pause
  }

  private mutating func pushback(_ step: Conformance.Step) -> [Conformance.Sight] {
    let text = step.fields["value"]?.text ?? step.fields["value"]?.description ?? ""
    let rule = RetryAfter.exact(atMost: .nanoseconds(Int64.max))
    let pause = rule.pause(.zero, given: Pushback(gRPCMilliseconds: text), using: &chance)
    (previous, total, next) = (0, 0, 1)
    return [
      Conformance.Sight("retry", .bool(pause != nil)),
      Conformance.Sight("seconds", .number(pause?.inSeconds ?? -1)),
    ]
  }

  /// Our attempts count from 1; a library that counts from 0 is one behind.
  private func attempt(_ step: Conformance.Step) throws(Conformance.Skip) -> Int {
    guard let value = step.fields["attempt"], value.text != "next" else { return next }
    guard let number = value.integer, (0...1_000_000_000).contains(number) else {
      throw Conformance.Skip("step \(step.number): an attempt is a count, found \(value)")
    }
    return max(1, number + (dialect.countsFromZero ? 1 : 0))
  }
}
