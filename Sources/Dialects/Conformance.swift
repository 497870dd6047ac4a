package import TimeAndChance

/// Holds our policies to what other libraries do: loads vectors of (time, operation, expectation)
/// and replays them.
///
/// A vector of a dialect is met by configuring our policy to speak it; one that describes a defect
/// (`quirk`) is met by what is *correct* instead. There are no second implementations here.
package enum Conformance {
  /// Which policy a vector is about.
  package enum Kind: String, Sendable, CaseIterable {
    case breaker
    case retryBudget
    case throttle
    case limiter
    case jitterBounds
  }

  /// One vector of the file.
  package struct Vector: Sendable {
    package let id: String
    /// The library, as owner/repo.
    package let peer: String
    package let title: String
    /// Nil when this build does not know the kind; `kindName` has the word.
    package let kind: Kind?
    package let kindName: String
    package let portability: String
    package let isQuirk: Bool
    package let config: Json
    package let steps: [Step]
    package let line: Int
  }

  /// One step of a vector.
  package struct Step: Sendable {
    /// Counted from 1.
    package let number: Int
    package let line: Int
    package let time: Instant
    /// The time as it was written.
    package let seconds: Double
    package let operation: String
    /// The whole step; an operation finds its arguments here.
    package let fields: Json
    package let expect: [Json.Member]
    /// What is right where the peer is wrong.
    package let correct: [Json.Member]?
  }

  /// The result of one vector.
  package enum Verdict: Sendable, Equatable {
    case pass
    case fail(Failure)
    /// Not judged; the reason is for a maintainer.
    case skip(String)
  }

  /// The first expectation that was not met.
  package struct Failure: Sendable, Equatable {
    /// Counted from 1.
    package let step: Int
    package let line: Int
    package let operation: String
    package let expected: String
    package let got: String
  }

  /// Why a file of vectors cannot be read.
  package enum LoadError: Error, Equatable, Sendable {
    case malformed(JsonError)
    case wrongShape(line: Int, expected: String)

    /// The message without the file name.
    package var message: String {
      switch self {
      case .malformed(let error): "\(error.line): expected \(error.expected), found \(error.found)"
      case .wrongShape(let line, let expected): "\(line): expected \(expected)"
      }
    }
  }

  /// Reads a file of vectors.
  package static func load(_ bytes: [UInt8]) throws(LoadError) -> [Vector] {
    let root: Json
    do {
      root = try JsonReader.read(bytes)
    } catch {
      throw .malformed(error)
    }
    guard let schema = root["schema"]?.text, schema.hasPrefix("resilience-conformance/1") else {
      throw .wrongShape(line: root.line, expected: "\"schema\": \"resilience-conformance/1\"")
    }
    guard let list = root["vectors"]?.list else {
      throw .wrongShape(line: root.line, expected: "a list called \"vectors\"")
    }
    var vectors: [Vector] = []
    for item in list { vectors.append(try vector(item)) }
    return vectors
  }

  private static func vector(_ item: Json) throws(LoadError) -> Vector {
    guard let id = item["id"]?.text else {
      throw .wrongShape(line: item.line, expected: "a vector with an \"id\"")
    }
    guard let kind = item["kind"]?.text else {
      throw .wrongShape(line: item.line, expected: "a \"kind\" in vector \(id)")
    }
    guard let list = item["steps"]?.list else {
      throw .wrongShape(line: item.line, expected: "\"steps\" in vector \(id)")
    }
    var steps: [Step] = []
    for (index, fields) in list.enumerated() {
      steps.append(try step(fields, number: index + 1, of: id))
    }
    return Vector(
      id: id,
      peer: item["peer"]?.text ?? "",
      title: item["title"]?.text ?? "",
      kind: Kind(rawValue: kind),
      kindName: kind,
      portability: item["portability"]?.text ?? "",
      isQuirk: item["quirk"]?.bool ?? false,
      config: item["config"] ?? Json(.members([]), line: item.line),
      steps: steps,
      line: item.line
    )
  }

  private static func step(
    _ fields: Json,
    number: Int,
    of id: String
  ) throws(LoadError) -> Step {
    guard let operation = fields["op"]?.text else {
      throw .wrongShape(line: fields.line, expected: "an \"op\" in step \(number) of \(id)")
    }
    guard let seconds = fields["t"]?.number ?? (fields["t"] == nil ? 0 : nil) else {
      throw .wrongShape(line: fields.line, expected: "seconds as \"t\" in step \(number) of \(id)")
    }
    return Step(
      number: number,
      line: fields.line,
      time: Instant(nanoseconds: nanosecondsRounded(seconds * 1e9)),
      seconds: seconds,
      operation: operation,
      fields: fields,
      expect: fields["expect"]?.members ?? [],
      correct: fields["correct"]?.members
    )
  }
}
