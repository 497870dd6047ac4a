import TimeAndChance

/// A policy under test: performs a vector's operations and says what is to be seen afterwards.
protocol ConformanceSubject {
  /// Performs one step and returns what can be observed, by the name of the expectation.
  ///
  /// An operation or argument that the subject does not know is a `Skip`, never a guess.
  mutating func perform(_ step: Conformance.Step) throws(Conformance.Skip) -> [Conformance.Sight]

  /// What in the vector's configuration was not understood; it turns a failure into a skip.
  var reservation: String? { get }
}

extension ConformanceSubject {
  var reservation: String? { nil }
}

extension Conformance {
  /// Why a vector cannot be judged.
  struct Skip: Error {
    let reason: String

    init(_ reason: String) {
      self.reason = reason
    }
  }

  /// Something that can be observed after a step.
  struct Sight {
    enum Value {
      case bool(Bool)
      case number(Double)
      case text(String)
      case numbers([Double])
      case bools([Bool])
      /// Not judged yet; matches null.
      case nothing
      /// Decided by the subject itself, for expectations that are not an equality.
      case judged(Bool, got: String)
    }

    let name: String
    let value: Value

    init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// Replays a vector against our policy.
  package static func replay(_ vector: Vector) -> Verdict {
    do {
      var subject = try subject(for: vector)
      for step in vector.steps {
        let sights = try subject.perform(step)
        if let failure = try judge(step, sights, quirk: vector.isQuirk) {
          return subject.reservation.map { .skip($0) } ?? .fail(failure)
        }
        if vector.isQuirk && step.correct != nil { return .pass }
      }
      return .pass
    } catch {
      return .skip(error.reason)
    }
  }

  private static func subject(for vector: Vector) throws(Skip) -> any ConformanceSubject {
    switch vector.kind {
    case .breaker: try breakerSubject(for: vector)
    case .retryBudget: try retryBudgetSubject(for: vector)
    case .throttle: try throttleSubject(for: vector)
    case .limiter: try limiterSubject(for: vector)
    case .jitterBounds: try jitterSubject(for: vector)
    case nil: throw Skip("unknown kind `\(vector.kindName)`")
    }
  }

  /// Compares what was seen with what the step expects.
  private static func judge(
    _ step: Step,
    _ sights: [Sight],
    quirk: Bool
  ) throws(Skip) -> Failure? {
    var expected = step.expect
    if quirk, let correct = step.correct {
      expected.removeAll { old in correct.contains { $0.name == old.name } }
      expected += correct
    }
    for member in expected where !isModifier(member.name) {
      guard let sight = sights.last(where: { $0.name == member.name }) else {
        throw Skip("step \(step.number): no observation called `\(member.name)` here")
      }
      let tolerance = tolerance(for: member.name, in: expected)
      guard !matches(sight.value, member.value, tolerance: tolerance) else { continue }
      return Failure(
        step: step.number,
        line: step.line,
        operation: step.operation,
        expected: "\(member.name) \(member.value)",
        got: written(sight.value)
      )
    }
    return nil
  }

  private static func isModifier(_ name: String) -> Bool {
    name == "tolerance" || name.hasSuffix("Tolerance")
  }

  private static func tolerance(for name: String, in expected: [Json.Member]) -> Double? {
    let own = expected.last { $0.name == name + "Tolerance" }
    return (own ?? expected.last { $0.name == "tolerance" })?.value.number
  }

  private static func matches(_ value: Sight.Value, _ expected: Json, tolerance: Double?) -> Bool {
    switch value {
    case .bool(let seen): expected.bool == seen
    case .text(let seen): expected.text == seen
    case .nothing: expected.isNull
    case .judged(let met, _): met
    case .number(let seen): expected.number.map { close(seen, $0, tolerance) } ?? false
    case .numbers(let seen):
      expected.list.map { list in
        list.count == seen.count
          && zip(seen, list).allSatisfy { pair in
            pair.1.number.map { close(pair.0, $0, tolerance) } ?? false
          }
      } ?? false
    case .bools(let seen): expected.list.map { $0.map(\.bool) == seen.map(Optional.some) } ?? false
    }
  }

  /// Numbers were written with up to 17 digits; without a tolerance one part in 10⁹ is equal.
  private static func close(_ seen: Double, _ expected: Double, _ tolerance: Double?) -> Bool {
    abs(seen - expected) <= tolerance ?? max(1e-12, abs(expected) * 1e-9)
  }

  private static func written(_ value: Sight.Value) -> String {
    switch value {
    case .bool(let seen): seen ? "true" : "false"
    case .number(let seen): Json.written(seen)
    case .text(let seen): seen
    case .nothing: "null"
    case .judged(_, let got): got
    case .numbers(let seen): "[" + seen.map(Json.written).joined(separator: ", ") + "]"
    case .bools(let seen): "[" + seen.map { "\($0)" }.joined(separator: ", ") + "]"
    }
  }
}
