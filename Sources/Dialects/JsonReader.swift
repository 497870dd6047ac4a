/// Why a text is not JSON, and where.
package struct JsonError: Error, Equatable, Sendable {
  package let line: Int
  package let expected: String
  package let found: String
}

/// Reads one JSON value (RFC 8259) from bytes; recursion is bounded.
package struct JsonReader {
  private static let deepest = 64

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var depth = 0

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Returns the value that `bytes` spell.
  package static func read(_ bytes: [UInt8]) throws(JsonError) -> Json {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw JsonError(line: 1, expected: "UTF-8 text", found: "bytes that are not")
    }
    var reader = JsonReader(bytes)
    let value = try reader.value()
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.error("the end of the text") }
    return value
  }

  private func error(_ expected: String) -> JsonError {
    guard position < bytes.count else {
      return JsonError(line: line, expected: expected, found: "the end of the text")
    }
    let rest = bytes[position..<min(position + 12, bytes.count)]
    let found = rest.prefix { $0 != UInt8(ascii: "\n") }
    return JsonError(
      line: line,
      expected: expected,
      found: "`\(String(decoding: found, as: UTF8.self))`"
    )
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\n"):
        line += 1
        position += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(JsonError) -> Json {
    skipSpace()
    guard position < bytes.count else { throw error("a value") }
    guard depth < Self.deepest else { throw error("at most \(Self.deepest) levels") }
    depth += 1
    defer { depth -= 1 }
    let start = line
    switch bytes[position] {
    case UInt8(ascii: "{"): return Json(.members(try members()), line: start)
    case UInt8(ascii: "["): return Json(.list(try list()), line: start)
    case UInt8(ascii: "\""): return Json(.text(try string()), line: start)
    case UInt8(ascii: "t"): return Json(try word("true", .bool(true)), line: start)
    case UInt8(ascii: "f"): return Json(try word("false", .bool(false)), line: start)
    case UInt8(ascii: "n"): return Json(try word("null", .null), line: start)
    default: return Json(.number(try number()), line: start)
    }
  }

  private mutating func word(
    _ word: String,
    _ content: Json.Content
  ) throws(JsonError) -> Json.Content {
    guard bytes[position...].starts(with: word.utf8) else { throw error("a value") }
    position += word.utf8.count
    return content
  }

  private mutating func members() throws(JsonError) -> [Json.Member] {
    position += 1
    var members: [Json.Member] = []
    if take(UInt8(ascii: "}")) { return members }
    repeat {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw error("a name in quotes")
      }
      let name = try string()
      guard take(UInt8(ascii: ":")) else { throw error("`:`") }
      members.append(Json.Member(name: name, value: try value()))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw error("`,` or `}`") }
    return members
  }

  private mutating func list() throws(JsonError) -> [Json] {
    position += 1
    var values: [Json] = []
    if take(UInt8(ascii: "]")) { return values }
    repeat { values.append(try value()) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw error("`,` or `]`") }
    return values
  }

  private mutating func number() throws(JsonError) -> Double {
    let start = position
    let allowed = Set("+-.0123456789eE".utf8)
    var end = start
    while end < bytes.count, allowed.contains(bytes[end]) { end += 1 }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    guard Self.isNumber(bytes[start..<end]), let value = Double(text), value.isFinite else {
      throw error("a value")
    }
    position = end
    return value
  }

  /// Holds the grammar, which is narrower than what `Double` accepts.
  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    func dropDigits() -> Bool {
      let digits = rest.prefix(while: isDigit)
      rest = rest.dropFirst(digits.count)
      return !digits.isEmpty
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let leadsWithZero = rest.first == UInt8(ascii: "0")
    let whole = rest.prefix(while: isDigit).count
    guard dropDigits(), !leadsWithZero || whole == 1 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard dropDigits() else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      guard dropDigits() else { return false }
    }
    return rest.isEmpty
  }

  private mutating func string() throws(JsonError) -> String {
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        position += 1
        text.append(contentsOf: String(try escape()).utf8)
      case 0..<0x20: throw error("no control character in a string")
      default:
        text.append(byte)
        position += 1
      }
    }
    throw error("the closing quote")
  }

  private mutating func escape() throws(JsonError) -> Character {
    guard position < bytes.count else { throw error("an escape") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default:
      position -= 1
      throw error("an escape")
    }
  }

  private mutating func unicode() throws(JsonError) -> Character {
    var code = try hexadecimal()
    if (0xd800..<0xdc00).contains(code) {
      guard bytes[position...].starts(with: "\\u".utf8) else { throw error("the second surrogate") }
      position += 2
      let low = try hexadecimal()
      guard (0xdc00..<0xe000).contains(low) else { throw error("the second surrogate") }
      code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw error("a character") }
    return Character(scalar)
  }

  private mutating func hexadecimal() throws(JsonError) -> UInt32 {
    let digits = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit),
      let code = UInt32(digits, radix: 16)
    else { throw error("four hexadecimal digits") }
    position += 4
    return code
  }
}
