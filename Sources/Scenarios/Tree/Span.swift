/// A place in a text: line and column from 1 (columns in code points), bytes from 0.
package struct Mark: Sendable, Hashable, Comparable {
  package let line: Int
  package let column: Int
  package let offset: Int

  package init(line: Int, column: Int, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }

  /// The first place of any text.
  package static let start = Mark(line: 1, column: 1, offset: 0)

  package static func < (lhs: Mark, rhs: Mark) -> Bool {
    (lhs.line, lhs.column) < (rhs.line, rhs.column)
  }

  /// Returns the place `count` ASCII characters further on the same line.
  func advanced(by count: Int) -> Mark {
    Mark(line: line, column: column + count, offset: offset + count)
  }
}

/// From one place to just before another, in one of the texts that make up a scenario.
package struct Span: Sendable, Hashable {
  /// Which text: an index into `Sources`.
  package let source: Int
  package let start: Mark
  package let end: Mark

  package init(source: Int, start: Mark, end: Mark) {
    self.source = source
    self.start = start
    self.end = end
  }

  /// The beginning of a text, for what is wrong with the whole.
  package static func beginning(of source: Int) -> Span {
    Span(source: source, start: .start, end: .start)
  }
}
