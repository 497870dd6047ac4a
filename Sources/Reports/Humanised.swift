/// Numbers the way a person says them: three digits and a unit that fits.
package enum Humanised {
  /// A count or a rate: `950`, `43.2 k`, `1.24 M`.
  package static func count(_ value: Double) -> String {
    scaled(value, small: "", steps: ["k", "M", "G", "T"], base: 1_000)
  }

  /// Bytes in powers of 1024: `512 B`, `16.7 GiB`.
  package static func bytes(_ value: Double) -> String {
    scaled(value, small: "B", steps: ["KiB", "MiB", "GiB", "TiB"], base: 1_024)
  }

  /// A share of a whole: `40 %`, `0.13 %`.
  package static func share(_ value: Double) -> String {
    value.isFinite ? digits(value * 100) + " %" : notANumber(value)
  }

  /// A span: `74.6 ms`, `3.1 s`, `4 min 10 s`, `2 h 5 min`.
  package static func seconds(_ value: Double) -> String {
    guard value.isFinite else { return notANumber(value) }
    let size = value.magnitude
    if size == 0 { return "0 s" }
    if size < 0.999_5e-6 { return digits(value * 1e9) + " ns" }
    if size < 0.999_5e-3 { return digits(value * 1e6) + " us" }
    if size < 0.999_5 { return digits(value * 1e3) + " ms" }
    if size < 119.5 { return digits(value) + " s" }
    return whole(value)
  }

  /// A value of a kind in its unit; `–` when there is none, `never` when it is infinite.
  package static func text(_ value: Double?, as quantity: Quantity) -> String {
    guard let value else { return "–" }
    return switch quantity {
    case .count(let unit): joined(count(value), unit)
    case .seconds: seconds(value)
    case .share: share(value)
    case .bytes: bytes(value)
    case .plain(let unit):
      joined(value.isFinite ? digits(value) : notANumber(value), unit)
    }
  }

  /// A number with at most three significant digits, without an exponent where that is readable.
  package static func digits(_ value: Double, significant: Int = 3) -> String {
    value.isFinite ? DecimalText(value, digits: significant).text : notANumber(value)
  }

  private static func joined(_ number: String, _ unit: String) -> String {
    if unit.isEmpty { return number }
    if unit.hasPrefix("1/") { return joined(number, String(unit.dropFirst())) }
    let hasPrefix = number.last?.isLetter == true
    return unit.hasPrefix("/") || hasPrefix ? number + unit : number + " " + unit
  }

  private static func scaled(
    _ value: Double,
    small: String,
    steps: [String],
    base: Double
  ) -> String {
    guard value.isFinite else { return notANumber(value) }
    var scaled = value
    var unit = small
    for step in steps where scaled.magnitude >= base * 0.999_5 {
      scaled /= base
      unit = step
    }
    let text = digits(scaled)
    return unit.isEmpty ? text : text + " " + unit
  }

  private static func whole(_ value: Double) -> String {
    let sign = value < 0 ? "-" : ""
    let total = value.magnitude.rounded()
    guard total < 1e15 else { return digits(value) + " s" }
    let seconds = Int(total)
    let parts = [
      (seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min"),
      (seconds % 60, "s"),
    ]
    let first = parts.firstIndex { $0.0 > 0 } ?? 3
    let shown = parts[first..<min(first + 2, 4)].filter { $0.0 > 0 }
    return sign + shown.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }

  private static func notANumber(_ value: Double) -> String {
    if value.isNaN { return "–" }
    return value > 0 ? "never" : "-∞"
  }
}

/// What a number measures, as far as writing it down needs to know.
package enum Quantity: Sendable, Equatable {
  /// Things, in thousands and millions; the unit follows ("messages", "/s", "").
  case count(unit: String)
  case seconds
  case share
  case bytes
  /// A number as it is ("servers", "USD", "").
  case plain(unit: String)
}
