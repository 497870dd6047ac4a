/// A number with what stands behind it, as in `580k/s`.
struct Quantity {
  let number: Double
  /// Everything behind the number, without spaces around it.
  let unit: String
  private let digits: String

  /// A hundredth of it, as near as the digits allow: 99.9 gives 0.999, which a division would miss.
  var hundredth: Double { Double(digits + "e-2") ?? number / 100 }

  /// Reads a decimal number at the beginning of `text`; nothing when there is none.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    var end = 0
    func digits() -> Int {
      let start = end
      while end < bytes.count && bytes[end] >= 0x30 && bytes[end] <= 0x39 { end += 1 }
      return end - start
    }
    if end < bytes.count && (bytes[end] == 0x2D || bytes[end] == 0x2B) { end += 1 }
    var count = digits()
    if end < bytes.count && bytes[end] == 0x2E {
      end += 1
      count += digits()
    }
    guard count > 0 else { return nil }
    end = Quantity.exponentEnd(in: bytes, from: end)
    let digits = String(decoding: bytes[..<end], as: UTF8.self)
    guard let number = Double(digits) else { return nil }
    self.digits = digits
    self.number = number
    self.unit = trimmed(String(decoding: bytes[end...], as: UTF8.self))
  }

  /// Where an exponent ends that begins at `start`; `start` itself when there is none (`1e6`, not `1ex`).
  private static func exponentEnd(in bytes: [UInt8], from start: Int) -> Int {
    var end = start
    guard end < bytes.count && (bytes[end] == 0x65 || bytes[end] == 0x45) else { return start }
    end += 1
    if end < bytes.count && (bytes[end] == 0x2D || bytes[end] == 0x2B) { end += 1 }
    let first = end
    while end < bytes.count && bytes[end] >= 0x30 && bytes[end] <= 0x39 { end += 1 }
    return end > first ? end : start
  }
}

/// Returns `text` without blanks at both ends.
func trimmed(_ text: String) -> String {
  var slice = Substring(text)
  while slice.first == " " { slice.removeFirst() }
  while slice.last == " " { slice.removeLast() }
  return String(slice)
}

/// Nanoseconds of each unit of time.
let timeUnits: [(name: String, nanoseconds: Double)] = [
  ("ns", 1), ("us", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("min", 60e9), ("h", 3_600e9),
  ("d", 86_400e9),
]

/// What the letter behind a count multiplies it by.
let countSuffixes: [(name: String, factor: Double)] = [("", 1), ("k", 1e3), ("M", 1e6), ("G", 1e9)]

/// Bytes of each unit of size.
let sizeUnits: [(name: String, bytes: Double)] = [
  ("B", 1), ("kB", 1e3), ("KB", 1e3), ("KiB", 1_024), ("MB", 1e6), ("MiB", 1_048_576),
  ("GB", 1e9), ("GiB", 1_073_741_824), ("TB", 1e12), ("TiB", 1_099_511_627_776),
]

/// Returns the unit of time that was most likely meant, or nothing.
func unitOfTime(likelyMeantBy word: String) -> String? {
  let spelled = [
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "minute": "m", "minutes": "m",
    "mins": "m", "hour": "h", "hours": "h", "hr": "h", "day": "d", "days": "d", "msec": "ms",
    "millis": "ms", "µs": "us", "μs": "us",
  ]
  return spelled[word] ?? nearestWord(to: word, in: timeUnits.map(\.name))
}

/// Returns a number with at most 12 significant digits and no needless ones.
package func shown(_ value: Double) -> String {
  guard value.isFinite else { return value > 0 ? "unbounded" : "-unbounded" }
  let size = abs(value)
  if value == value.rounded() && size < 1e15 { return String(Int64(value)) }
  guard size >= 1e-9 && size < 1e12 else { return "\(value)" }
  // Twelve digits: what two machines agree on.
  var scale = 1.0
  while size * scale < 1e11 { scale *= 10 }
  let rounded = (value * scale).rounded() / scale
  return rounded == rounded.rounded() ? String(Int64(rounded)) : "\(rounded)"
}

/// Returns a span of time in the largest unit that keeps it short, as in `1.5s`.
package func shown(_ duration: Duration) -> String {
  let (seconds, attoseconds) = duration.components
  if seconds == 0 && attoseconds == 0 { return "0s" }
  if attoseconds == 0 {
    for (name, length) in [("d", 86_400), ("h", 3_600), ("m", 60)] as [(String, Int64)]
    where seconds % length == 0 {
      return "\(seconds / length)\(name)"
    }
  }
  let nanoseconds = Double(seconds) * 1e9 + Double(attoseconds / 1_000_000_000)
  for unit in timeUnits.prefix(4).reversed() where abs(nanoseconds) >= unit.nanoseconds {
    return shown(nanoseconds / unit.nanoseconds) + unit.name
  }
  return shown(nanoseconds) + "ns"
}
