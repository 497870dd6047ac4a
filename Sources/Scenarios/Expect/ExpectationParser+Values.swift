/// Words that sum up many values, as in `p99(wait)`.
let statisticWords: [(String, Statistic)] = [
  ("mean", .mean), ("min", .min), ("max", .max), ("sd", .sd), ("count", .count), ("rate", .rate),
  ("share", .share),
]

extension ExpectationParser {
  /// Reads a metric, a statistic of one, or a probability.
  mutating func value() throws(Diagnostic) -> MeasuredValue {
    let token = try word("a metric")
    let isCall = if case .open? = peek()?.kind { true } else { false }
    if token.text == "probability" && isCall {
      position += 1
      let event = try event()
      try close()
      return .probability(event)
    }
    if isCall, let statistic = statistic(token.text) {
      position += 1
      return .metric(try statisticOf(statistic, token))
    }
    try checkMetric(token)
    var scope: Scope?
    if isCall {
      position += 1
      scope = try readScope()
      try close()
    }
    return .metric(MetricValue(metric: token.text, statistic: nil, scope: scope))
  }

  private mutating func statisticOf(
    _ statistic: Statistic,
    _ token: ExpectationToken
  ) throws(Diagnostic) -> MetricValue {
    let metric = try word("a metric")
    try checkMetric(metric)
    var scope: Scope?
    if case .comma? = peek()?.kind {
      position += 1
      scope = try readScope()
    }
    try close()
    try check(statistic, token, of: metric)
    return MetricValue(metric: metric.text, statistic: statistic, scope: scope)
  }

  private func check(
    _ statistic: Statistic,
    _ token: ExpectationToken,
    of metric: ExpectationToken
  ) throws(Diagnostic) {
    guard let word = names.metrics.first(where: { $0.name == metric.text }) else { return }
    let wrong: String? =
      switch statistic {
      case .percentile where !word.hasPercentiles: "has no percentiles"
      case .count where word.unit != .count: "is not a count"
      case .rate where word.unit != .count: "is not a count, so it has no rate"
      case .share where word.unit != .count: "is not a count, so it has no share"
      case .mean, .min, .max, .sd, .count, .rate, .share, .percentile: nil
      }
    guard let wrong else { return }
    throw Diagnostic(at: span(token, metric), "`\(metric.text)` \(wrong)")
  }

  private func statistic(_ text: String) -> Statistic? {
    if let word = statisticWords.first(where: { $0.0 == text }) { return word.1 }
    return percentileLevel(text).map { .percentile($0) }
  }

  private func checkMetric(_ token: ExpectationToken) throws(Diagnostic) {
    guard let metric = names.metrics.first(where: { $0.name == token.text }) else {
      let known = names.metrics.map(\.name) + ["probability"]
      let hint = suggestion(for: token.text, among: known)
      throw Diagnostic(
        at: span(token, token),
        "unknown metric `\(quoted(token.text))`\(hint)"
      )
    }
    guard metric.isMeasured else {
      throw Diagnostic(at: span(token, token), "not supported yet: metric `\(token.text)`")
    }
  }

  private mutating func event() throws(Diagnostic) -> Event {
    if let token = peek(), case .close? = peek(1)?.kind {
      if token.text == "collapse" || token.text == "metastable" {
        try checkMetric(token)
        position += 1
        return token.text == "collapse" ? .collapse : .metastable
      }
    }
    let value = try value()
    if case .probability = value {
      throw wrong(position - 1, "a probability cannot contain another")
    }
    guard let token = take(), case .comparison(let comparison) = token.kind else {
      throw wrong(position - 1, "an event is `collapse`, `metastable` or a comparison")
    }
    let bound = try bound(for: value)
    let window = try window()
    return .claim(
      Claim(value: value, comparison: comparison, bound: bound, window: window)
    )
  }

  private mutating func close() throws(Diagnostic) {
    guard let token = take(), case .close = token.kind else {
      throw wrong(position - 1, "a closing `)` is missing")
    }
  }

  private mutating func readScope() throws(Diagnostic) -> Scope? {
    let token = try word("a class, provider, region or priority")
    if case .colon? = peek()?.kind {
      guard let kind = Scope.Kind(rawValue: token.text) else {
        throw unknown("kind of scope", token, Scope.Kind.allCases.map(\.rawValue))
      }
      position += 1
      let name = try word("the name of a \(kind.rawValue)")
      if let known = names.names(of: kind), !known.contains(name.text) {
        throw unknown(kind.rawValue, name, known)
      }
      return Scope(kind: kind, name: name.text)
    }
    if token.text == "all" { return nil }
    let kinds = Scope.Kind.allCases.filter { names.names(of: $0)?.contains(token.text) == true }
    guard let kind = kinds.first else {
      let known = Scope.Kind.allCases.flatMap { names.names(of: $0) ?? [] }
      throw unknown("class, provider, region or priority", token, known)
    }
    guard kinds.count == 1 else {
      let list = kinds.map { "`\($0.rawValue):\(token.text)`" }.joined(separator: " or ")
      throw Diagnostic(
        at: span(token, token),
        "`\(token.text)` is the name of several things; write \(list)"
      )
    }
    return Scope(kind: kind, name: token.text)
  }
}
