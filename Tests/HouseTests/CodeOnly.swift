/// Returns `text` with comments and the insides of string literals blanked out.
///
/// Line breaks and columns stay where they were. What stands in an interpolation is code.
func codeOnly(_ text: String) -> String {
  var scanner = CodeScanner(text)
  return scanner.blanked()
}

private struct CodeScanner {
  private var bytes: [UInt8]
  private var at = 0

  private static let newline = UInt8(ascii: "\n")
  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")
  private static let quote = UInt8(ascii: "\"")
  private static let pound = UInt8(ascii: "#")
  private static let backslash = UInt8(ascii: "\\")

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  mutating func blanked() -> String {
    code(insideInterpolation: false)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func has(_ byte: UInt8, ahead: Int = 0) -> Bool {
    at + ahead < bytes.count && bytes[at + ahead] == byte
  }

  private func hasRun(_ byte: UInt8, of length: Int, ahead: Int = 0) -> Bool {
    (0..<length).allSatisfy { has(byte, ahead: ahead + $0) }
  }

  private mutating func blank(_ count: Int = 1) {
    for _ in 0..<count where at < bytes.count {
      if bytes[at] != Self.newline { bytes[at] = UInt8(ascii: " ") }
      at += 1
    }
  }

  private mutating func code(insideInterpolation: Bool) {
    var depth = 1
    while at < bytes.count {
      if has(Self.slash), has(Self.slash, ahead: 1) {
        while at < bytes.count, !has(Self.newline) { blank() }
      } else if has(Self.slash), has(Self.star, ahead: 1) {
        blockComment()
      } else if let pounds = poundsBeforeQuote() {
        literal(pounds: pounds)
      } else {
        if has(UInt8(ascii: "(")) { depth += 1 }
        if has(UInt8(ascii: ")")) { depth -= 1 }
        at += 1
        if insideInterpolation, depth == 0 { return }
      }
    }
  }

  private mutating func blockComment() {
    var depth = 0
    repeat {
      if has(Self.slash), has(Self.star, ahead: 1) {
        depth += 1
        blank(2)
      } else if has(Self.star), has(Self.slash, ahead: 1) {
        depth -= 1
        blank(2)
      } else {
        blank()
      }
    } while depth > 0 && at < bytes.count
  }

  /// The number of `#` before a quote that begins here, or nil when no literal begins here.
  private func poundsBeforeQuote() -> Int? {
    var pounds = 0
    while has(Self.pound, ahead: pounds) { pounds += 1 }
    return has(Self.quote, ahead: pounds) ? pounds : nil
  }

  private mutating func literal(pounds: Int) {
    at += pounds
    let quotes = hasRun(Self.quote, of: 3) ? 3 : 1
    at += quotes
    while at < bytes.count {
      if hasRun(Self.quote, of: quotes), hasRun(Self.pound, of: pounds, ahead: quotes) {
        at += quotes + pounds
        return
      }
      if quotes == 1, has(Self.newline) { return }
      if has(Self.backslash), hasRun(Self.pound, of: pounds, ahead: 1) {
        escape(pounds: pounds)
      } else {
        blank()
      }
    }
  }

  private mutating func escape(pounds: Int) {
    blank(1 + pounds)
    if has(UInt8(ascii: "(")) {
      at += 1
      code(insideInterpolation: true)
    } else {
      blank()
    }
  }
}
