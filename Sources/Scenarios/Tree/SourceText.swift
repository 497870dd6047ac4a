/// A text that a scenario was read from, cut into lines for excerpts.
package struct SourceText: Sendable {
  /// What messages call it: a path, or the argument as given.
  package let name: String
  package let bytes: [UInt8]
  private let lineStarts: [Int]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    self.lineStarts = SourceText.lineStarts(in: bytes)
  }

  package init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// Returns line `number` (from 1) without its line break, or nothing past the end.
  package func line(_ number: Int) -> String? {
    guard number >= 1 && number <= lineStarts.count else { return nil }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : bytes.count
    while end > start, SourceText.breakLength(in: bytes, endingAt: end) > 0 {
      end -= SourceText.breakLength(in: bytes, endingAt: end)
    }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Returns the place of a byte.
  package func mark(atOffset offset: Int) -> Mark {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let before = bytes[lineStarts[low]..<min(offset, bytes.count)]
    let column = before.count(where: { $0 & 0xC0 != 0x80 }) + 1
    return Mark(line: low + 1, column: column, offset: offset)
  }

  /// YAML breaks lines at LF, CR LF, CR, NEL, LS and PS; so must the excerpts.
  private static func lineStarts(in bytes: [UInt8]) -> [Int] {
    var starts = [0]
    var index = 0
    while index < bytes.count {
      let length = breakLength(in: bytes, startingAt: index)
      index += max(length, 1)
      if length > 0 { starts.append(index) }
    }
    return starts
  }

  private static func breakLength(in bytes: [UInt8], startingAt index: Int) -> Int {
    let byte = bytes[index]
    if byte == 0x0A { return 1 }
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    if byte == 0x0D { return next == 0x0A ? 2 : 1 }
    if byte == 0xC2 && next == 0x85 { return 2 }
    let third = index + 2 < bytes.count ? bytes[index + 2] : 0
    return byte == 0xE2 && next == 0x80 && (third == 0xA8 || third == 0xA9) ? 3 : 0
  }

  private static func breakLength(in bytes: [UInt8], endingAt end: Int) -> Int {
    for length in [3, 2, 1] where end >= length {
      if breakLength(in: bytes, startingAt: end - length) == length { return length }
    }
    return 0
  }
}

/// Every text of one scenario: the file first, then each override.
package struct Sources: Sendable {
  package private(set) var texts: [SourceText] = []

  package init() {}

  package mutating func add(_ text: SourceText) -> Int {
    texts.append(text)
    return texts.count - 1
  }

  package subscript(index: Int) -> SourceText { texts[index] }
}
