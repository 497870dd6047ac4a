/// Reads what `BinaryEncoder` wrote.
final class BinaryDecoder: Decoder {
  private let bytes: [UInt8]
  private var place = 0

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { place == bytes.count }

  func damage(_ says: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: says))
  }

  fileprivate func byte() throws -> UInt8 {
    guard place < bytes.count else { throw damage("the bytes end too early") }
    place += 1
    return bytes[place - 1]
  }

  private func word() throws -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      let next = try byte()
      value |= UInt64(next & 0x7f) << UInt64(shift)
      if next < 0x80 { return value }
    }
    throw damage("a number does not end")
  }

  private func signed() throws -> Int64 {
    let word = try word()
    return Int64(bitPattern: word >> 1) ^ -Int64(bitPattern: word & 1)
  }

  private func real() throws -> Double {
    Double(bitPattern: try word().byteSwapped)
  }

  /// A count of things that take a byte each at least.
  private func count() throws -> Int {
    let count = try word()
    guard count <= UInt64(bytes.count - place) else { throw damage("a list is too long") }
    return Int(count)
  }

  private func text() throws -> String {
    let count = try count()
    defer { place += count }
    return String(decoding: bytes[place..<(place + count)], as: UTF8.self)
  }

  private func list<Value>(_ one: () throws -> Value) throws -> [Value] {
    let count = try count()
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try one()) }
    return values
  }

  private func whole<Value: FixedWidthInteger>(_ value: some FixedWidthInteger) throws -> Value {
    guard let value = Value(exactly: value) else { throw damage("a number is too large") }
    return value
  }

  func take<Value: Decodable>(_ type: Value.Type) throws -> Value {
    guard let simple = try simple(type) else { return try Value(from: self) }
    guard let value = simple as? Value else { throw damage("another type") }
    return value
  }

  /// A value of the kinds that are written without the help of their type.
  private func simple<Value>(_ type: Value.Type) throws -> Any? {
    if type == Int.self { return Int(try signed()) }
    if type == Double.self { return try real() }
    if type == Int64.self { return try signed() }
    if type == UInt64.self { return try word() }
    if type == Bool.self { return try byte() != 0 }
    if type == String.self { return try text() }
    if type == [Int].self { return try list { Int(try signed()) } }
    if type == [Int64].self { return try list { try signed() } }
    if type == [UInt64].self { return try list { try word() } }
    if type == [Double].self { return try list { try real() } }
    if type == UInt8.self { return try whole(try word()) as UInt8 }
    if type == UInt16.self { return try whole(try word()) as UInt16 }
    if type == UInt32.self { return try whole(try word()) as UInt32 }
    if type == UInt.self { return try whole(try word()) as UInt }
    if type == Int8.self { return try whole(try signed()) as Int8 }
    if type == Int16.self { return try whole(try signed()) as Int16 }
    if type == Int32.self { return try whole(try signed()) as Int32 }
    if type == Float.self { return Float(try real()) }
    return nil
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Fields<Key>(decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    var count = 0
    for index in 0..<4 { count |= Int(try byte()) << (8 * index) }
    return Items(decoder: self, length: count)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { Single(decoder: self) }

  private struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: BinaryDecoder
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { true }

    func decodeNil(forKey key: Key) throws -> Bool { try decoder.byte() == 0 }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      try decoder.take(type)
    }

    func decodeIfPresent<Value: Decodable>(
      _ type: Value.Type,
      forKey key: Key
    ) throws -> Value? {
      try decoder.byte() == 0 ? nil : try decoder.take(type)
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type,
      forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
      decoder.container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      try decoder.unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { decoder }
    func superDecoder(forKey key: Key) throws -> any Decoder { decoder }
  }

  private struct Items: UnkeyedDecodingContainer {
    let decoder: BinaryDecoder
    let length: Int
    var currentIndex = 0
    var codingPath: [any CodingKey] { [] }
    var count: Int? { nil }
    var isAtEnd: Bool { currentIndex >= length }

    init(decoder: BinaryDecoder, length: Int) {
      self.decoder = decoder
      self.length = length
    }

    private mutating func next() throws {
      guard !isAtEnd else { throw decoder.damage("no further item") }
      currentIndex += 1
    }

    mutating func decodeNil() throws -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try next()
      guard let maybe = type as? any MaybeNothing.Type else { return try decoder.take(type) }
      guard let value = try maybe.take(from: decoder) as? Value else {
        throw decoder.damage("another type")
      }
      return value
    }

    mutating func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
      try next()
      return decoder.container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
      try next()
      return try decoder.unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder {
      try next()
      return decoder
    }
  }

  private struct Single: SingleValueDecodingContainer {
    let decoder: BinaryDecoder
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.take(type) }
  }
}
