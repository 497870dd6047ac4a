/// A number as decimal digits, the same on every machine and in every locale.
///
/// The digits are those of the shortest text that reads back as the same number (the standard
/// library's description), rounded half up to at most as many as are asked. Results differ in their
/// last bits between processors' mathematics libraries; twelve digits hide that and nothing else.
struct DecimalText: Equatable {
  private(set) var isNegative = false
  /// The significant digits as numbers, without zeros at either end; empty for zero.
  private(set) var digits: [UInt8] = []
  /// The value is 0.d₁d₂d₃… × 10^point.
  private(set) var point = 0

  /// Takes a finite number apart, keeping at most `limit` significant digits.
  init(_ value: Double, digits limit: Int = 12) {
    precondition(value.isFinite, "only a finite number has digits, found \(value)")
    precondition(limit > 0, "a number needs a digit, found \(limit)")
    read(value.description.utf8)
    normalise()
    round(to: limit)
  }

  /// The plain form, or one with an exponent below 10⁻⁵ and from 10¹⁵ on.
  var text: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the text's bytes.
  func write(to bytes: inout [UInt8]) {
    guard !digits.isEmpty else {
      bytes.append(UInt8(ascii: "0"))
      return
    }
    if isNegative { bytes.append(UInt8(ascii: "-")) }
    if (-4...15).contains(point) {
      writePlain(to: &bytes)
    } else {
      writeScientific(to: &bytes)
    }
  }

  private func writePlain(to bytes: inout [UInt8]) {
    let zero = UInt8(ascii: "0")
    if point <= 0 {
      bytes.append(contentsOf: [zero, UInt8(ascii: ".")])
      for _ in 0..<(-point) { bytes.append(zero) }
    }
    for (index, digit) in digits.enumerated() {
      if index == point, point > 0 { bytes.append(UInt8(ascii: ".")) }
      bytes.append(zero + digit)
    }
    for _ in 0..<max(0, point - digits.count) { bytes.append(zero) }
  }

  private func writeScientific(to bytes: inout [UInt8]) {
    let zero = UInt8(ascii: "0")
    for (index, digit) in digits.enumerated() {
      if index == 1 { bytes.append(UInt8(ascii: ".")) }
      bytes.append(zero + digit)
    }
    bytes.append(UInt8(ascii: "e"))
    bytes.append(contentsOf: String(point - 1).utf8)
  }

  private mutating func read(_ description: String.UTF8View) {
    var seenPoint = false
    var exponent = 0
    var exponentIsNegative = false
    var inExponent = false
    for byte in description {
      switch byte {
      case UInt8(ascii: "-"):
        if inExponent { exponentIsNegative = true } else { isNegative = true }
      case UInt8(ascii: "+"): break
      case UInt8(ascii: "."): seenPoint = true
      case UInt8(ascii: "e"): inExponent = true
      default:
        let digit = byte - UInt8(ascii: "0")
        if inExponent {
          exponent = exponent * 10 + Int(digit)
        } else {
          digits.append(digit)
          if !seenPoint { point += 1 }
        }
      }
    }
    point += exponentIsNegative ? -exponent : exponent
  }

  private mutating func normalise() {
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point -= zeros
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { (point, isNegative) = (0, false) }
  }

  private mutating func round(to limit: Int) {
    guard digits.count > limit else { return }
    let roundsUp = digits[limit] >= 5
    digits.removeLast(digits.count - limit)
    guard roundsUp else { return normalise() }
    while let last = digits.popLast() {
      if last < 9 {
        digits.append(last + 1)
        return
      }
    }
    digits = [1]
    point += 1
  }
}
