/// A JSON value that remembers the line on which it began.
///
/// Vectors are written by people and judged line by line; an error has to say where. The accessors
/// are not inlined because the optimiser of Swift 6.3.1 crashes on chains of them.
package struct Json: Sendable {
  /// What the value is.
  ///
  /// Members keep their order; of equal names the last counts.
  package enum Content: Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([Json])
    case members([Member])
  }

  /// One member of an object.
  package struct Member: Sendable {
    package let name: String
    package let value: Json
  }

  package let content: Content
  package let line: Int

  package init(_ content: Content, line: Int = 0) {
    self.content = content
    self.line = line
  }

  /// The member called `name`, when this is an object that has it.
  package subscript(_ name: String) -> Json? {
    @inline(never)
    get {
      guard case .members(let members) = content else { return nil }
      return members.last { $0.name == name }?.value
    }
  }

  /// The number, when this is one.
  package var number: Double? {
    @inline(never)
    get {
      guard case .number(let value) = content else { return nil }
      return value
    }
  }

  /// The number, when it is whole and fits.
  package var integer: Int? { number.flatMap { Int(exactly: $0) } }

  /// The string, when this is one.
  package var text: String? {
    @inline(never)
    get {
      guard case .text(let value) = content else { return nil }
      return value
    }
  }

  /// The truth value, when this is one.
  package var bool: Bool? {
    @inline(never)
    get {
      guard case .bool(let value) = content else { return nil }
      return value
    }
  }

  /// The elements, when this is a list.
  package var list: [Json]? {
    @inline(never)
    get {
      guard case .list(let values) = content else { return nil }
      return values
    }
  }

  /// The members, when this is an object.
  package var members: [Member]? {
    @inline(never)
    get {
      guard case .members(let members) = content else { return nil }
      return members
    }
  }

  /// Whether this is `null`.
  package var isNull: Bool {
    if case .null = content { true } else { false }
  }
}

extension Json: CustomStringConvertible {
  /// The value as JSON on one line, for messages.
  package var description: String {
    switch content {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let value): Json.written(value)
    case .text(let value): Json.quoted(value)
    case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
    case .members(let members):
      "{" + members.map { "\(Json.quoted($0.name)): \($0.value)" }.joined(separator: ", ") + "}"
    }
  }

  /// Returns a number without the `.0` of a whole one.
  package static func written(_ value: Double) -> String {
    if let whole = Int64(exactly: value), abs(value) < 1e15 { return "\(whole)" }
    return "\(value)"
  }

  /// Returns a JSON string literal.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
