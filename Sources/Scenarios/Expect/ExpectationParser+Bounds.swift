internal import TimeAndChance

extension ExpectationParser {
  /// Reads the bound and holds it against the unit of what is compared.
  mutating func bound(for value: MeasuredValue) throws(Diagnostic) -> Bound {
    let index = position
    let token = try word("a bound, as in 99%, 2s or 1.3,")
    var text = token.text
    // A price is two words.
    if let next = peek(), isCurrency(next.text), Quantity(text)?.unit.isEmpty == true {
      position += 1
      text += " " + next.text
    }
    let unit = unit(of: value)
    switch parsed(text, as: unit) {
    case .value(let bound): return bound
    case .unlike:
      throw wrong(index, "the bound is \(unit.bound) (found \(quoted(text)))")
    case .wrong(let problem): throw wrong(index, "the bound \(problem)")
    }
  }

  private func unit(of value: MeasuredValue) -> MetricWord.Unit {
    switch value {
    case .probability: return .share
    case .metric(let metric):
      guard let word = names.metrics.first(where: { $0.name == metric.metric }) else {
        return .number
      }
      switch metric.statistic {
      case .rate: return .rate
      case .share: return .share
      case nil, .count, .mean, .min, .max, .sd, .percentile: return word.unit
      }
    }
  }

  private func parsed(_ text: String, as unit: MetricWord.Unit) -> Parsed<Bound> {
    func bound(_ value: Double, _ unit: Bound.Unit) -> Parsed<Bound> {
      .value(Bound(value: value, unit: unit, text: text))
    }
    switch unit {
    case .time:
      switch parseDuration(text) {
      case .value(let value): return bound(value.inSeconds, .seconds)
      case .unlike: return .unlike
      case .wrong(let problem): return .wrong(problem)
      }
    case .rate:
      switch parseRate(text) {
      case .value(let value): return bound(value.perSecond, .perSecond)
      case .unlike: return .unlike
      case .wrong(let problem): return .wrong(problem)
      }
    case .share:
      switch parseFraction(text) {
      case .value(let value): return bound(value.value, .share)
      case .unlike: return .unlike
      case .wrong(let problem): return .wrong(problem)
      }
    case .money:
      guard let quantity = Quantity(text), isCurrency(quantity.unit) else { return .unlike }
      return bound(quantity.number, .money)
    case .count, .number, .size: return parsedNumber(text, as: unit)
    }
  }

  private func parsedNumber(_ text: String, as unit: MetricWord.Unit) -> Parsed<Bound> {
    if unit == .size, let quantity = Quantity(text),
      let size = sizeUnits.first(where: { $0.name == quantity.unit })
    {
      return .value(Bound(value: quantity.number * size.bytes, unit: .plain, text: text))
    }
    if let quantity = Quantity(text), quantity.unit == "%", unit == .number {
      return .value(Bound(value: quantity.hundredth, unit: .plain, text: text))
    }
    switch parseCount(text) {
    case .value(let value): return .value(Bound(value: value, unit: .plain, text: text))
    case .unlike: return .unlike
    case .wrong: return .wrong("is \(unit.bound) (found \(quoted(text)))")
    }
  }

  private func isCurrency(_ text: String) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
  }
}

extension ExpectationParser {
  /// Reads the stretch of the run, or the whole.
  mutating func window() throws(Diagnostic) -> Window {
    guard let token = peek() else { return .whole }
    switch token.text {
    case "before", "during", "after":
      position += 1
      return try faultWindow(token)
    case "from":
      position += 1
      let from = try time("a time, as in 5m")
      let to = try word("`to`")
      guard to.text == "to" else {
        throw Diagnostic(at: span(to, to), "a window is `from` TIME `to` TIME")
      }
      let index = position
      let end = try time("a time, as in 9m")
      guard end > from else { throw wrong(index, "the window ends before it begins") }
      return .between(from, end)
    case "over":
      position += 1
      let which = try word("`every` or `some`")
      guard which.text == "every" || which.text == "some" else {
        throw unknown("such stretch", which, ["every", "some"])
      }
      let length = try time("a duration, as in 10s")
      return which.text == "every" ? .overEvery(length) : .overSome(length)
    case "in", ")": return .whole
    default:
      let known = ["during", "before", "after", "from", "over", "in"]
      let nearest = nearestWord(to: token.text, in: known)
      let hint = nearest.map { "; did you mean `\($0)`?" } ?? ""
      throw Diagnostic(
        at: span(token, token),
        "this is not understood: `\(quoted(token.text))`\(hint)"
      )
    }
  }

  private mutating func faultWindow(_ preposition: ExpectationToken) throws(Diagnostic) -> Window {
    let token = try word("the name of a fault")
    var name = token.text
    var last = token
    // A fault without a name is `fault N`.
    if name == "fault", let number = peek(), Int(number.text) != nil {
      position += 1
      name += " " + number.text
      last = number
    }
    guard names.faults.contains(name) else {
      let hint = suggestion(for: name, among: names.faults)
      throw Diagnostic(
        at: span(token, last),
        "there is no fault called `\(quoted(name))`\(hint)"
      )
    }
    var plus = Duration.zero
    if case .plus? = peek()?.kind {
      guard preposition.text == "after" else {
        throw wrong(position, "only `after` a fault takes `+`")
      }
      position += 1
      plus = try time("a duration, as in 5m")
    }
    switch preposition.text {
    case "before": return .before(fault: name)
    case "during": return .during(fault: name)
    default: return .after(fault: name, plus: plus)
    }
  }

  private mutating func time(_ wanted: String) throws(Diagnostic) -> Duration {
    let index = position
    let token = try word(wanted)
    switch parseDuration(token.text) {
    case .value(let value): return value
    case .unlike: throw wrong(index, "this is \(wanted) (found \(quoted(token.text)))")
    case .wrong(let problem): throw wrong(index, "the time \(problem)")
    }
  }
}
