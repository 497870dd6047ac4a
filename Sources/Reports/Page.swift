package import Experiments

/// The report a person opens: sentences, tables and pictures in the order in which they are read.
///
/// It is neutral: whoever fills it knows what the numbers are about, the page only shows them.
package struct Page: Sendable, Equatable {
  package var title: String
  /// The scenario's own words on what it is for.
  package var why: String
  /// One line for each expectation or objective, first of all.
  package var verdicts: [Digest.Line]
  /// The two or three sentences that matter.
  package var sentences: [String]
  package var sections: [Section]
  package var provenance: Provenance

  /// A part of the page under its own heading.
  package struct Section: Sendable, Equatable {
    package var title: String
    package var blocks: [Block]

    /// Creates a section.
    package init(_ title: String, _ blocks: [Block]) {
      self.title = title
      self.blocks = blocks
    }
  }

  /// What a section is made of.
  package enum Block: Sendable, Equatable {
    case text(String)
    case table(Table)
    case chart(name: String, Chart)
    /// Lines as they are (a scenario, a printed block).
    case listing(name: String, String)
  }

  /// Creates a page.
  package init(
    title: String,
    why: String = "",
    verdicts: [Digest.Line] = [],
    sentences: [String] = [],
    sections: [Section] = [],
    provenance: Provenance
  ) {
    self.title = title
    self.why = why
    self.verdicts = verdicts
    self.sentences = sentences
    self.sections = sections
    self.provenance = provenance
  }

  /// `report.html`.
  package var file: ResultFile { ResultFile("report.html", text: html) }
}
