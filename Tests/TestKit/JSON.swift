/// A JSON value, for test vectors: just enough of RFC 8259, without Foundation.
package enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  /// Members in the order of the file.
  case object([Member])

  /// A name and its value.
  package struct Member: Sendable, Hashable {
    package let name: String
    package let value: JSON
  }

  /// Where reading stopped, as a byte offset, and what was expected there.
  package struct Failure: Error, CustomStringConvertible {
    package let offset: Int
    package let expected: String
    package var description: String { "byte \(offset): expected \(expected)" }
  }

  /// Reads one value that fills the whole text.
  package init(_ text: String) throws(Failure) {
    var reader = JSONReader(bytes: Array(text.utf8))
    self = try reader.value(depth: 0)
    try reader.end()
  }

  /// The member called `name` of an object.
  package subscript(_ name: String) -> JSON? {
    if case .object(let members) = self { members.first { $0.name == name }?.value } else { nil }
  }

  package var number: Double? { if case .number(let value) = self { value } else { nil } }
  package var string: String? { if case .string(let value) = self { value } else { nil } }
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var array: [JSON]? { if case .array(let values) = self { values } else { nil } }
  package var members: [Member]? { if case .object(let members) = self { members } else { nil } }
  /// The number as an integer, when it is one.
  package var integer: Int? { number.flatMap { Int(exactly: $0) } }
}

/// Recursive descent over the bytes of a text.
private struct JSONReader {
  let bytes: [UInt8]
  var position = 0

  func failure(_ expected: String) -> JSON.Failure {
    JSON.Failure(offset: position, expected: expected)
  }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  mutating func end() throws(JSON.Failure) {
    skipSpace()
    if next != nil { throw failure("the end of the text") }
  }

  mutating func takes(_ byte: Character) -> Bool {
    guard let next, byte.asciiValue == next else { return false }
    position += 1
    return true
  }

  mutating func value(depth: Int) throws(JSON.Failure) -> JSON {
    if depth > 64 { throw failure("less nesting") }
    skipSpace()
    if takes("{") { return try object(depth: depth) }
    if takes("[") { return try array(depth: depth) }
    if takes("\"") { return .string(try string()) }
    if takes(word: "null") { return .null }
    if takes(word: "true") { return .bool(true) }
    if takes(word: "false") { return .bool(false) }
    return try number()
  }

  mutating func takes(word: String) -> Bool {
    guard bytes[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  mutating func object(depth: Int) throws(JSON.Failure) -> JSON {
    var members: [JSON.Member] = []
    skipSpace()
    if takes("}") { return .object(members) }
    while true {
      skipSpace()
      guard takes("\"") else { throw failure("a name") }
      let name = try string()
      skipSpace()
      guard takes(":") else { throw failure("`:`") }
      members.append(JSON.Member(name: name, value: try value(depth: depth + 1)))
      skipSpace()
      if takes("}") { return .object(members) }
      guard takes(",") else { throw failure("`,` or `}`") }
    }
  }

  mutating func array(depth: Int) throws(JSON.Failure) -> JSON {
    var values: [JSON] = []
    skipSpace()
    if takes("]") { return .array(values) }
    while true {
      values.append(try value(depth: depth + 1))
      skipSpace()
      if takes("]") { return .array(values) }
      guard takes(",") else { throw failure("`,` or `]`") }
    }
  }

  mutating func number() throws(JSON.Failure) -> JSON {
    let start = position
    while let byte = next,
      (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte)
    {
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let value = Double(text) else {
      position = start
      throw failure("a value")
    }
    return .number(value)
  }

  mutating func string() throws(JSON.Failure) -> String {
    var out: [UInt8] = []
    while let byte = next {
      position += 1
      if byte == 0x22 { return String(decoding: out, as: UTF8.self) }
      if byte != 0x5C {
        out.append(byte)
        continue
      }
      out.append(contentsOf: Array(String(try escape()).utf8))
    }
    throw failure("`\"`")
  }

  mutating func escape() throws(JSON.Failure) -> Character {
    guard let byte = next else { throw failure("an escape") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "u"): return Character(try scalar())
    default: return Character(UnicodeScalar(byte))
    }
  }

  /// Reads four hexadecimal digits, and four more when the first are the half of a pair.
  mutating func scalar() throws(JSON.Failure) -> UnicodeScalar {
    let first = try unit()
    var code = first
    if (0xD800...0xDBFF).contains(first), takes(word: "\\u") {
      code = 0x10000 + ((first - 0xD800) << 10) + (try unit()) - 0xDC00
    }
    guard let scalar = UnicodeScalar(code) else { throw failure("a character") }
    return scalar
  }

  mutating func unit() throws(JSON.Failure) -> UInt32 {
    guard position + 4 <= bytes.count else { throw failure("four hexadecimal digits") }
    let text = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard let code = UInt32(text, radix: 16) else { throw failure("four hexadecimal digits") }
    position += 4
    return code
  }
}
