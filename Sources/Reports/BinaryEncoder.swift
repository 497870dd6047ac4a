/// Writes a value as bytes in the order of its parts, for a file that the same program reads back.
///
/// There are no names and no versions in it, so it is small and quick: whole numbers take as many
/// bytes as they need, a number that is whole or short in binary few. Who reads with other types than
/// were written gets an error or nonsense; a checksum and a key with the program's identity are the
/// caller's part.
package enum BinaryForm {
  /// The bytes of a value.
  package static func bytes(of value: some Encodable) throws -> [UInt8] {
    let encoder = BinaryEncoder()
    try encoder.put(value)
    return encoder.bytes
  }

  /// The value that `bytes` were written from.
  package static func value<Value: Decodable>(_ type: Value.Type, of bytes: [UInt8]) throws -> Value
  {
    let decoder = BinaryDecoder(bytes)
    let value = try decoder.take(type)
    guard decoder.isAtEnd else { throw decoder.damage("bytes are left over") }
    return value
  }
}

/// One encoder a value: the containers of `Codable` share it, which is why it is a class.
final class BinaryEncoder: Encoder {
  private(set) var bytes: [UInt8] = []

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// Writes a whole number in groups of seven bits, the lowest first.
  func word(_ value: UInt64) {
    var rest = value
    while rest > 0x7f {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Writes a number of either sign: small ones stay short.
  func signed(_ value: Int64) {
    word(UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  /// Writes a number with its exponent first, so that the zeros of a short one fall away.
  func real(_ value: Double) {
    word(value.bitPattern.byteSwapped)
  }

  func text(_ value: String) {
    word(UInt64(value.utf8.count))
    bytes += Array(value.utf8)
  }

  func put<Value: Encodable>(_ value: Value) throws {
    switch value {
    case let value as Int: signed(Int64(value))
    case let value as Double: real(value)
    case let value as Int64: signed(value)
    case let value as UInt64: word(value)
    case let value as Bool: bytes.append(value ? 1 : 0)
    case let value as String: text(value)
    // An empty list would pass for one of any other type.
    case let values as [Int] where Value.self == [Int].self: list(values) { signed(Int64($0)) }
    case let values as [Int64] where Value.self == [Int64].self: list(values) { signed($0) }
    case let values as [UInt64] where Value.self == [UInt64].self: list(values) { word($0) }
    case let values as [Double] where Value.self == [Double].self: list(values) { real($0) }
    case let value as UInt8: word(UInt64(value))
    case let value as UInt16: word(UInt64(value))
    case let value as UInt32: word(UInt64(value))
    case let value as UInt: word(UInt64(value))
    case let value as Int8: signed(Int64(value))
    case let value as Int16: signed(Int64(value))
    case let value as Int32: signed(Int64(value))
    case let value as Float: real(Double(value))
    default: try value.encode(to: self)
    }
  }

  /// Whether there is a value, and then the value.
  fileprivate func maybe(_ value: (some Encodable)?) throws {
    bytes.append(value == nil ? 0 : 1)
    if let value { try put(value) }
  }

  /// A value that may be nothing is written as a property or an item; alone it has no place.
  fileprivate var hasNoPlaceForNothing: EncodingError {
    .invalidValue(
      [String](),
      .init(codingPath: [], debugDescription: "nothing cannot be written alone")
    )
  }

  private func list<Value>(_ values: [Value], _ one: (Value) -> Void) {
    word(UInt64(values.count))
    for value in values { one(value) }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(Fields<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { Items(encoder: self) }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

  /// The parts of a value in the order in which they are given.
  private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: BinaryEncoder
    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil(forKey key: Key) { encoder.bytes.append(0) }

    mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
      try encoder.put(value)
    }

    // The library's own way would write nothing for none, and for each of these types.
    mutating func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
      try encoder.maybe(value)
    }

    mutating func encodeIfPresent(_ value: Bool?, forKey key: Key) throws {
      try encoder.maybe(value)
    }
    mutating func encodeIfPresent(_ value: String?, forKey key: Key) throws {
      try encoder.maybe(value)
    }
    mutating func encodeIfPresent(_ value: Double?, forKey key: Key) throws {
      try encoder.maybe(value)
    }
    mutating func encodeIfPresent(_ value: Float?, forKey key: Key) throws {
      try encoder.maybe(value)
    }
    mutating func encodeIfPresent(_ value: Int?, forKey key: Key) throws {
      try encoder.maybe(value)
    }
    mutating func encodeIfPresent(_ value: Int8?, forKey key: Key) throws {
      try encoder.maybe(value)
    }
    mutating func encodeIfPresent(_ value: Int16?, forKey key: Key) throws {
      try encoder.maybe(value)
    }
    mutating func encodeIfPresent(_ value: Int32?, forKey key: Key) throws {
      try encoder.maybe(value)
    }
    mutating func encodeIfPresent(_ value: Int64?, forKey key: Key) throws {
      try encoder.maybe(value)
    }
    mutating func encodeIfPresent(_ value: UInt?, forKey key: Key) throws {
      try encoder.maybe(value)
    }
    mutating func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws {
      try encoder.maybe(value)
    }
    mutating func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws {
      try encoder.maybe(value)
    }
    mutating func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws {
      try encoder.maybe(value)
    }
    mutating func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws {
      try encoder.maybe(value)
    }

    mutating func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type,
      forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
      encoder.container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      encoder.unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { encoder }
    mutating func superEncoder(forKey key: Key) -> any Encoder { encoder }
  }

  /// Items after their number, which is written over as they come.
  private final class Items: UnkeyedEncodingContainer {
    let encoder: BinaryEncoder
    private(set) var count = 0
    private let place: Int
    var codingPath: [any CodingKey] { [] }

    init(encoder: BinaryEncoder) {
      self.encoder = encoder
      place = encoder.bytes.count
      encoder.bytes += [0, 0, 0, 0]
    }

    /// Counts one more where the reader will look first.
    private func next() {
      count += 1
      precondition(count <= UInt32.max, "a list of more than four thousand million items")
      for index in 0..<4 {
        encoder.bytes[place + index] = UInt8(truncatingIfNeeded: count >> (8 * index))
      }
    }

    func encodeNil() throws { throw encoder.hasNoPlaceForNothing }

    func encode<Value: Encodable>(_ value: Value) throws {
      next()
      if let type = Value.self as? any MaybeNothing.Type {
        try type.put(value, into: encoder)
      } else {
        try encoder.put(value)
      }
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
      next()
      return encoder.container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
      next()
      return encoder.unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
      next()
      return encoder
    }
  }

  /// A value that is one of the simple ones.
  private struct Single: SingleValueEncodingContainer {
    let encoder: BinaryEncoder
    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil() throws { throw encoder.hasNoPlaceForNothing }

    mutating func encode<Value: Encodable>(_ value: Value) throws { try encoder.put(value) }
  }
}

/// An optional, as an item of a list: the library would leave out whether there is one.
protocol MaybeNothing {
  static func put(_ value: Any, into encoder: BinaryEncoder) throws
  static func take(from decoder: BinaryDecoder) throws -> Any
}

extension Optional: MaybeNothing where Wrapped: Codable {
  static func put(_ value: Any, into encoder: BinaryEncoder) throws {
    try encoder.maybe(value as? Wrapped)
  }

  static func take(from decoder: BinaryDecoder) throws -> Any {
    var value: Wrapped?
    if try decoder.take(Bool.self) { value = try decoder.take(Wrapped.self) }
    return value as Any
  }
}
