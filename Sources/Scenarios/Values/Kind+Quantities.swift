internal import TimeAndChance

/// A sum of money in the one currency of the file.
package struct Money: Sendable, Hashable {
  package let amount: Double
  package let currency: String

  package init(_ amount: Double, _ currency: String) {
    self.amount = amount
    self.currency = currency
  }
}

extension Kind {
  /// A kind written as one unquoted scalar.
  ///
  /// `parse` returns the value, or what is wrong with the text, to be put behind the key's name.
  static func scalar(
    _ name: String,
    _ description: String,
    unit: String = "",
    schema: Schema,
    parse: @escaping @Sendable (String, Node, inout Reading) -> Parsed<Value>,
    show: @escaping @Sendable (Value) -> String
  ) -> Kind {
    Kind(
      name,
      unit: unit,
      schema: schema,
      read: { node, _, reading in
        guard let text = node.plain, !node.isNull else {
          reading.refuse(node, "`\(reading.key)` is \(description) (found \(node.described))")
          return nil
        }
        switch parse(trimmed(text), node, &reading) {
        case .value(let value): return value
        case .unlike:
          reading.refuse(node, "`\(reading.key)` is \(description) (found \(quoted(text)))")
        case .wrong(let problem): reading.refuse(node, "`\(reading.key)` \(problem)")
        }
        return nil
      },
      show: show
    )
  }
}

/// What came of reading a scalar.
enum Parsed<Value> {
  case value(Value)
  /// Nothing like it: the kind's own description says what was wanted.
  case unlike
  /// Nearly: what is wrong, with what was found.
  case wrong(String)
}

extension Kind where Value == Duration {
  /// A span of time, zero or more.
  static var duration: Kind {
    scalar(
      "duration",
      "a duration, as in 30s or 250ms",
      unit: "s",
      schema: .text(pattern: "^(0|[0-9.]+(e[+-]?[0-9]+)? ?(ns|us|ms|s|m|min|h|d))$"),
      parse: { text, _, _ in parseDuration(text) },
      show: { shown($0) }
    )
  }
}

/// Reads a span of time.
func parseDuration(_ text: String) -> Parsed<Duration> {
  guard let quantity = Quantity(text) else { return .unlike }
  let (number, unit) = (quantity.number, quantity.unit)
  if number < 0 { return .wrong("cannot be negative (found \(quoted(text)))") }
  if unit.isEmpty {
    if number == 0 { return .value(.zero) }
    return .wrong("needs a unit, as in 30s or 250ms (found \(quoted(text)))")
  }
  guard let known = timeUnits.first(where: { $0.name == unit }) else {
    let hint =
      unitOfTime(likelyMeantBy: unit).map { "; did you mean `\(shown(number))\($0)`?" }
      ?? "; as in 30s or 250ms"
    return .wrong("has a unit of time that is not known, `\(quoted(unit))`\(hint)")
  }
  let nanoseconds = number * known.nanoseconds
  guard nanoseconds < 9.2e18 else { return .wrong("is longer than 292 years (found \(text))") }
  return .value(.nanoseconds(Int64(nanoseconds.rounded())))
}

extension Kind where Value == Rate {
  /// Events per second.
  static var rate: Kind {
    scalar(
      "rate",
      "a rate, as in 580k/s or 20/h",
      unit: "/s",
      schema: .text(pattern: "^(0|[0-9.]+(e[+-]?[0-9]+)? ?[kMG]?/(ns|us|ms|s|m|min|h|d))$"),
      parse: { text, _, _ in parseRate(text) },
      show: { shown($0.perSecond) + "/s" }
    )
  }
}

/// Reads events per unit of time.
func parseRate(_ text: String) -> Parsed<Rate> {
  guard let quantity = Quantity(text) else { return .unlike }
  if quantity.number < 0 { return .wrong("cannot be negative (found \(quoted(text)))") }
  let parts = quantity.unit.split(separator: "/", omittingEmptySubsequences: false)
  guard parts.count == 2 else {
    if quantity.number == 0 && quantity.unit.isEmpty { return .value(.zero) }
    let hint = "; did you mean `\(quoted(text))/s`?"
    return .wrong("is a rate and needs a time, as in 580k/s (found \(quoted(text)))\(hint)")
  }
  let (suffix, per) = (trimmed(String(parts[0])), trimmed(String(parts[1])))
  guard let factor = countSuffixes.first(where: { $0.name == suffix })?.factor else {
    return .wrong(unknownSuffix(suffix))
  }
  guard let unit = timeUnits.first(where: { $0.name == per }) else {
    let hint = unitOfTime(likelyMeantBy: per).map { "; did you mean `\($0)`?" } ?? ""
    return .wrong("has a unit of time that is not known, `\(quoted(per))`\(hint)")
  }
  let perSecond = quantity.number * factor / (unit.nanoseconds / 1e9)
  guard perSecond.isFinite else { return .wrong("is not a finite number (found \(quoted(text)))") }
  return .value(Rate(perSecond: perSecond))
}

private func unknownSuffix(_ suffix: String) -> String {
  let spelled = ["K": "k", "m": "M", "mio": "M", "B": "G", "g": "G"]
  let hint = spelled[suffix].map { "; did you mean `\($0)`?" } ?? "; k, M and G are"
  return "has a multiplier that is not known, `\(quoted(suffix))`\(hint)"
}

/// Reads a count with its multiplier, whole or not.
func parseCount(_ text: String) -> Parsed<Double> {
  guard let quantity = Quantity(text) else { return .unlike }
  guard let factor = countSuffixes.first(where: { $0.name == quantity.unit })?.factor else {
    return .wrong(unknownSuffix(quantity.unit))
  }
  let value = quantity.number * factor
  guard value.isFinite else { return .wrong("is not a finite number (found \(quoted(text)))") }
  return .value(value)
}

extension Kind where Value == Int {
  /// A whole number, zero or more.
  static var count: Kind {
    scalar(
      "count",
      "a count, as in 1500 or 50k",
      schema: .text(pattern: "^[0-9.]+(e[+-]?[0-9]+)? ?[kMG]?$"),
      parse: { text, _, _ in parseWholeCount(text) },
      show: { String($0) }
    )
  }

  /// A count of at least one.
  static var positiveCount: Kind {
    count.only("a count of at least 1", where: { $0 >= 1 })
  }

  /// Bytes.
  static var size: Kind {
    scalar(
      "size",
      "a size, as in 2KiB or 8GiB",
      unit: "bytes",
      schema: .text(pattern: "^[0-9.]+ ?([kKMGT]i?)?B$"),
      parse: { text, _, _ in
        guard let quantity = Quantity(text) else { return .unlike }
        if quantity.number < 0 { return .wrong("cannot be negative (found \(quoted(text)))") }
        if quantity.unit.isEmpty && quantity.number != 0 {
          return .wrong("needs a unit, as in 2KiB or 8GiB (found \(quoted(text)))")
        }
        guard
          let unit = sizeUnits.first(where: { $0.name == quantity.unit || quantity.number == 0 })
        else {
          let hint = suggestion(for: quantity.unit, among: sizeUnits.map(\.name))
          return .wrong("has a unit of size that is not known, `\(quoted(quantity.unit))`\(hint)")
        }
        let bytes = (quantity.number * unit.bytes).rounded()
        return bytes < 9e18 ? .value(Int(bytes)) : .wrong("is too large (found \(quoted(text)))")
      },
      show: { shownSize($0) }
    )
  }
}

private func parseWholeCount(_ text: String) -> Parsed<Int> {
  switch parseCount(text) {
  case .unlike: return .unlike
  case .wrong(let problem): return .wrong(problem)
  case .value(let value):
    if value < 0 { return .wrong("cannot be negative (found \(quoted(text)))") }
    guard value == value.rounded() else {
      return .wrong("is a whole number (found \(quoted(text)))")
    }
    return value < 9e18 ? .value(Int(value)) : .wrong("is too large (found \(quoted(text)))")
  }
}

private func shownSize(_ bytes: Int) -> String {
  for unit in sizeUnits.reversed() where unit.name.contains("i") {
    if bytes >= Int(unit.bytes) && bytes % Int(unit.bytes) == 0 {
      return "\(bytes / Int(unit.bytes))\(unit.name)"
    }
  }
  return "\(bytes)B"
}

extension Kind where Value == Int? {
  /// A count, or `unbounded` (nothing).
  static var countOrUnbounded: Kind {
    Kind<Int>.count.or("unbounded", named: "count or `unbounded`")
  }
}

extension Kind where Value == Fraction {
  /// A share of a whole.
  static var fraction: Kind {
    scalar(
      "fraction",
      "a share, as in 40% or 0.4",
      schema: .text(pattern: "^([0-9.]+(e[+-]?[0-9]+)? ?%?)$"),
      parse: { text, _, _ in parseFraction(text) },
      show: { shown($0.value * 100) + "%" }
    )
  }
}

/// Reads a share: a percentage, or a number from 0 to 1.
func parseFraction(_ text: String) -> Parsed<Fraction> {
  guard let quantity = Quantity(text) else { return .unlike }
  let number = quantity.number
  if number < 0 { return .wrong("cannot be negative (found \(quoted(text)))") }
  switch quantity.unit {
  case "%":
    guard let value = Fraction(quantity.hundredth) else {
      return .wrong("is a share of at most 100% (found \(quoted(text)))")
    }
    return .value(value)
  case "":
    if let value = Fraction(number) { return .value(value) }
    let hint = number <= 100 ? "; did you mean `\(shown(number))%`?" : ""
    return .wrong("is a share from 0 to 1 (found \(quoted(text)))\(hint)")
  default:
    return .wrong("is a share, as in 40% or 0.4 (found \(quoted(text)))")
  }
}

extension Kind where Value == Double {
  /// Any finite number.
  static var number: Kind {
    scalar(
      "number",
      "a number",
      schema: .number,
      parse: { text, _, _ in
        if [".inf", "-.inf", ".nan", "inf", "nan"].contains(text.lowercased()) {
          return .wrong("is not a finite number (found \(quoted(text)))")
        }
        guard let quantity = Quantity(text) else { return .unlike }
        guard quantity.unit.isEmpty else { return .unlike }
        guard quantity.number.isFinite else {
          return .wrong("is not a finite number (found \(quoted(text)))")
        }
        return .value(quantity.number)
      },
      show: { shown($0) }
    )
  }

  /// A multiple of the base value.
  static var factor: Kind {
    scalar(
      "factor",
      "a factor, as in x10 or x0.5",
      schema: .text(pattern: "^x[0-9.]+(e[+-]?[0-9]+)?$"),
      parse: { text, _, _ in
        guard text.hasPrefix("x") else {
          guard let quantity = Quantity(text), quantity.unit.isEmpty else { return .unlike }
          let hint = "did you mean `x\(shown(quantity.number))`?"
          return .wrong("is a factor, as in x10 (found \(quoted(text))); \(hint)")
        }
        guard let quantity = Quantity(String(text.dropFirst())), quantity.unit.isEmpty else {
          return .unlike
        }
        guard quantity.number.isFinite && quantity.number >= 0 else {
          return .wrong("is a factor of zero or more (found \(quoted(text)))")
        }
        return .value(quantity.number)
      },
      show: { "x" + shown($0) }
    )
  }
}

extension Kind where Value == Money {
  /// A sum of money.
  static var money: Kind {
    scalar(
      "money",
      "a sum of money, as in 0.0083 USD",
      schema: .text(pattern: "^[0-9.]+ [A-Z]{3}$"),
      parse: { text, _, reading in parseMoney(text, per: nil, &reading) },
      show: { "\(shown($0.amount)) \($0.currency)" }
    )
  }

  /// Money for an hour of something.
  static var moneyPerHour: Kind {
    scalar(
      "money per hour",
      "a price per hour, as in 0.40 USD/h",
      schema: .text(pattern: "^[0-9.]+ [A-Z]{3}/h$"),
      parse: { text, _, reading in parseMoney(text, per: "/h", &reading) },
      show: { "\(shown($0.amount)) \($0.currency)/h" }
    )
  }
}

private func parseMoney(_ text: String, per: String?, _ reading: inout Reading) -> Parsed<Money> {
  guard let quantity = Quantity(text) else { return .unlike }
  var unit = quantity.unit
  if let per {
    guard unit.hasSuffix(per) else { return .unlike }
    unit = trimmed(String(unit.dropLast(per.count)))
  }
  if quantity.number < 0 { return .wrong("cannot be negative (found \(quoted(text)))") }
  let isCode = unit.utf8.count == 3 && unit.utf8.allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
  guard isCode && quantity.number.isFinite else {
    return .wrong("needs a currency, as in 0.0083 USD (found \(quoted(text)))")
  }
  if let first = reading.currency, first != unit {
    return .wrong("is in \(unit), but a file has one currency and began with \(first)")
  }
  reading.currency = unit
  return .value(Money(quantity.number, unit))
}
