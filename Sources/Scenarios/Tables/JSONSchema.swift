extension Schema {
  /// The whole format as a JSON Schema (2020-12), for editors that complete keys.
  package static func document(
    title: String,
    root: Schema,
    named: [(name: String, shape: Schema)]
  )
    -> String
  {
    var members = [
      ("$schema", JSONText.string("https://json-schema.org/draft/2020-12/schema")),
      ("title", JSONText.string(title)),
    ]
    members += root.members
    let definitions = named.map { ($0.name, JSONText.object($0.shape.members)) }
    members.append(("$defs", .object(definitions)))
    return JSONText.object(members).rendered() + "\n"
  }

  /// The keywords that describe this shape.
  private var members: [(String, JSONText)] {
    switch self {
    case .anything: return []
    case .text(let pattern):
      // A plain `5` is a number to an editor and the text `5` to us.
      var result = [("type", JSONText.array(["string", "number"].map { .string($0) }))]
      if let pattern { result.append(("pattern", .string(pattern))) }
      return result
    case .number: return [("type", .string("number"))]
    case .integer: return [("type", .string("integer"))]
    case .boolean: return [("type", .string("boolean"))]
    case .words(let words):
      let list = words.map { JSONText.string($0) }
      return [("enum", .array(words.contains("off") ? list + [.raw("false")] : list))]
    case .list(let item): return [("type", .string("array")), ("items", .object(item.members))]
    case .map(let properties): return Self.members(of: properties)
    case .dictionary(let value):
      return [("type", .string("object")), ("additionalProperties", .object(value.members))]
    case .choice(let ways): return [("oneOf", .array(ways.map { .object(Self.members(of: $0)) }))]
    case .any(let shapes): return [("anyOf", .array(shapes.map { .object($0.members) }))]
    case .named(let name): return [("$ref", .string("#/$defs/\(name)"))]
    }
  }

  private static func members(of properties: [Property]) -> [(String, JSONText)] {
    var result: [(String, JSONText)] = [
      ("type", .string("object")),
      (
        "properties",
        .object(
          properties.map { property in
            var members = property.schema.members
            members.append(("description", .string(property.described)))
            return (property.name, .object(members))
          }
        )
      ),
    ]
    let required = properties.filter(\.isRequired).map { JSONText.string($0.name) }
    if !required.isEmpty { result.append(("required", .array(required))) }
    result.append(("additionalProperties", .raw("false")))
    return result
  }

  private static func members(of way: Way) -> [(String, JSONText)] {
    var properties = [(way.name, JSONText.object(way.schema.members))]
    properties += way.besides.map { ($0, JSONText.object([])) }
    return [
      ("type", .string("object")),
      ("properties", .object(properties)),
      ("required", .array([.string(way.name)])),
      ("additionalProperties", .raw("false")),
    ]
  }
}

extension Schema.Property {
  /// Kind, meaning and standard in one sentence.
  var described: String {
    let standard = standard.map { " (standard: \($0))" } ?? ""
    return "\(kind): \(meaning)\(standard)"
  }
}

/// JSON as text with a stable order of members.
indirect enum JSONText {
  case string(String)
  case raw(String)
  case array([JSONText])
  case object([(String, JSONText)])

  func rendered(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .string(let text): return Self.quoted(text)
    case .raw(let text): return text
    case .array(let items):
      if items.isEmpty { return "[]" }
      let lines = items.map { inner + $0.rendered(indent: inner) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      let lines = members.map { inner + Self.quoted($0) + ": " + $1.rendered(indent: inner) }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 {
          let hex = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
