package import Experiments

/// What a person reads in ten seconds after a study: the neutral value behind terminal and page head.
package struct Digest: Sendable, Equatable {
  package var title: String
  /// One line for each expectation or objective.
  package var verdicts: [Line]
  package var tables: [Table]
  /// The two or three sentences that matter.
  package var sentences: [String]
  /// Where the results are, and what they are called.
  package var folder: String
  package var files: [String]

  /// An expectation, what was found, and what may be said.
  package struct Line: Sendable, Equatable {
    package let text: String
    package let verdict: Verdict
    /// The value and its interval in words ("1.42 s ± 0.11 s").
    package let found: String
    /// Why it cannot be told, or what to do about it.
    package let note: String

    /// Creates a line.
    package init(_ text: String, _ verdict: Verdict, found: String, note: String = "") {
      self.text = text
      self.verdict = verdict
      self.found = found
      self.note = note
    }
  }

  /// Creates a digest.
  package init(
    title: String,
    verdicts: [Line] = [],
    tables: [Table] = [],
    sentences: [String] = [],
    folder: String = "",
    files: [String] = []
  ) {
    self.title = title
    self.verdicts = verdicts
    self.tables = tables
    self.sentences = sentences
    self.folder = folder
    self.files = files
  }
}

extension Verdict {
  /// The verdict as people say it.
  package var words: String {
    switch self {
    case .met: "met"
    case .notMet: "not met"
    case .inconclusive: "cannot tell"
    }
  }
}

extension Table {
  /// A cell as a person reads it, in its column's unit.
  package func humanised(_ cell: Cell, in column: Column) -> String {
    switch cell {
    case .text(let text): return text
    case .empty: return "–"
    case .seconds(let value): return Humanised.seconds(value)
    case .integer(let value):
      return column.kind == .bytes ? Humanised.bytes(Double(value)) : String(value)
    case .number(let value):
      switch column.kind {
      case .duration: return Humanised.seconds(value)
      case .share: return Humanised.share(value)
      case .bytes: return Humanised.bytes(value)
      case .text, .integer, .number:
        return Humanised.text(value, as: .count(unit: column.unit))
      }
    }
  }
}
