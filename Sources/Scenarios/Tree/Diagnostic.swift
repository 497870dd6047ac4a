/// Something wrong with a scenario, and where.
package struct Diagnostic: Sendable, Hashable {
  package enum Severity: String, Sendable, Hashable { case error, warning }

  package let severity: Severity
  package let span: Span
  package let message: String

  package init(_ severity: Severity = .error, at span: Span, _ message: String) {
    self.severity = severity
    self.span = span
    self.message = message
  }
}

/// All that is wrong with a scenario, in file order, with the texts needed to show it.
package struct ScenarioErrors: Error, Sendable {
  package let diagnostics: [Diagnostic]
  package let sources: Sources

  /// Sorts by place and drops repeats: a variant that inherits a mistake does not report it again.
  package init(_ found: [Diagnostic], in sources: Sources) {
    var seen: Set<Diagnostic> = []
    let unique = found.filter { seen.insert($0).inserted }
    self.diagnostics = unique.enumerated().sorted { lhs, rhs in
      let (left, right) = (lhs.element.span, rhs.element.span)
      if left.source != right.source { return left.source < right.source }
      if left.start != right.start { return left.start < right.start }
      return lhs.offset < rhs.offset
    }.map(\.element)
    self.sources = sources
  }
}
