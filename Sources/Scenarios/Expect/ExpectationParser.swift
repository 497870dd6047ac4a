/// The names that a line of `expect:` may use, known once the rest of the file is read.
package struct ExpectationNames: Sendable {
  package var metrics: [MetricWord]
  package var classes: [String] = []
  package var providers: [String] = []
  package var regions: [String] = []
  package var faults: [String] = []
  package var variants: [String] = []

  package init(metrics: [MetricWord]) {
    self.metrics = metrics
  }

  /// Every scope by kind; a bare name must be found once.
  func names(of kind: Scope.Kind) -> [String]? {
    switch kind {
    case .trafficClass: classes
    case .provider: providers
    case .region: regions
    case .priority: ["p0", "p1", "p2", "p3"]
    case .server: nil
    }
  }
}

/// Reads lines of the grammar of `expect:`; every mistake has its place in the line.
struct ExpectationParser {
  let names: ExpectationNames
  let node: Node
  let line: String
  let tokens: [ExpectationToken]
  var position = 0

  init(_ node: Node, _ line: String, names: ExpectationNames) {
    self.names = names
    self.node = node
    self.line = line
    self.tokens = expectationTokens(line)
  }

  /// Reads a whole line: value, comparison, bound, variant, window.
  static func expectation(
    _ node: Node,
    names: ExpectationNames,
    _ reading: inout Reading
  ) -> Expectation? {
    parse(node, names, &reading) { (parser) throws(Diagnostic) in
      var variant: String?
      let claim = try parser.claim(variant: &variant)
      try parser.finish()
      return Expectation(text: parser.line, span: node.span, claim: claim, variant: variant)
    }
  }

  /// Reads a value alone, as `watch:` lists them.
  static func value(
    _ node: Node,
    names: ExpectationNames,
    _ reading: inout Reading
  ) -> MeasuredValue? {
    parse(node, names, &reading) { (parser) throws(Diagnostic) in
      let value = try parser.value()
      try parser.finish()
      return value
    }
  }

  private static func parse<Result>(
    _ node: Node,
    _ names: ExpectationNames,
    _ reading: inout Reading,
    _ body: (inout ExpectationParser) throws(Diagnostic) -> Result
  ) -> Result? {
    guard let line = node.text, !node.isNull else {
      let example = "delivered-in-time(otp) >= 99%"
      reading.refuse(node, "this is a line such as `\(example)` (found \(node.described))")
      return nil
    }
    var parser = ExpectationParser(node, line, names: names)
    do throws(Diagnostic) {
      return try body(&parser)
    } catch {
      reading.refuse(error.span, error.message)
      return nil
    }
  }

  /// Reads `value op bound [in VARIANT] [when] [in VARIANT]`.
  private mutating func claim(variant: inout String?) throws(Diagnostic) -> Claim {
    let start = position
    let value = try value()
    try readVariant(into: &variant)
    guard let token = take(), case .comparison(let comparison) = token.kind else {
      throw wrong(position - 1, "a comparison is missing: one of <, <=, >, >=, ==, !=")
    }
    let isExact = comparison == .equal || comparison == .unequal
    let bound = try bound(for: value)
    if isExact && !isInteger(value) {
      throw Diagnostic(
        at: span(token, token),
        "`\(token.text)` is for counts only; use `<=` or `>=`"
      )
    }
    try readVariant(into: &variant)
    let window = try window()
    try readVariant(into: &variant)
    if case .probability = value, window != .whole {
      throw Diagnostic(
        at: span(tokens[start], tokens[start]),
        "put the window inside `probability(...)`"
      )
    }
    return Claim(value: value, comparison: comparison, bound: bound, window: window)
  }

  private mutating func readVariant(into variant: inout String?) throws(Diagnostic) {
    guard peek()?.text == "in" else { return }
    position += 1
    let token = try word("the name of a variant")
    guard variant == nil else {
      throw Diagnostic(at: span(token, token), "the variant is given twice")
    }
    guard token.text == "base" || names.variants.contains(token.text) else {
      throw unknown("variant", token, ["base"] + names.variants)
    }
    variant = token.text == "base" ? nil : token.text
  }

  private func isInteger(_ value: MeasuredValue) -> Bool {
    guard case .metric(let metric) = value,
      let word = names.metrics.first(where: { $0.name == metric.metric })
    else { return false }
    return word.unit == .count && (metric.statistic == nil || metric.statistic == .count)
  }
}

extension ExpectationParser {
  func peek(_ ahead: Int = 0) -> ExpectationToken? {
    position + ahead < tokens.count ? tokens[position + ahead] : nil
  }

  mutating func take() -> ExpectationToken? {
    guard position < tokens.count else {
      position += 1
      return nil
    }
    position += 1
    return tokens[position - 1]
  }

  mutating func word(_ wanted: String) throws(Diagnostic) -> ExpectationToken {
    guard let token = take(), case .word = token.kind else {
      throw wrong(position - 1, "\(wanted) is missing")
    }
    return token
  }

  mutating func finish() throws(Diagnostic) {
    guard let token = peek() else { return }
    throw wrong(position, "this is not understood: `\(quoted(token.text))`")
  }

  func unknown(_ what: String, _ token: ExpectationToken, _ known: [String]) -> Diagnostic {
    let hint = suggestion(for: token.text, among: known)
    return Diagnostic(
      at: span(token, token),
      "there is no \(what) called `\(quoted(token.text))`\(hint)"
    )
  }

  /// An error at a token, or behind the last one.
  func wrong(_ index: Int, _ message: String) -> Diagnostic {
    if index < tokens.count { return Diagnostic(at: span(tokens[index], tokens[index]), message) }
    guard let last = tokens.last else { return Diagnostic(at: node.span, message) }
    let end = span(last, last).end
    return Diagnostic(
      at: Span(source: node.span.source, start: end, end: end.advanced(by: 1)),
      message
    )
  }

  /// From token to token; the whole scalar when escapes or line breaks hide the columns.
  func span(_ first: ExpectationToken, _ last: ExpectationToken) -> Span {
    let whole = node.span
    let width = whole.end.column - whole.start.column
    let length = line.unicodeScalars.count
    guard whole.start.line == whole.end.line, width == length || width == length + 2 else {
      return whole
    }
    let quote = width == length ? 0 : 1
    return Span(
      source: whole.source,
      start: whole.start.advanced(by: quote + first.start),
      end: whole.start.advanced(by: quote + last.end)
    )
  }
}
