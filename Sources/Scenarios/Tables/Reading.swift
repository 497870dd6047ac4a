/// What accumulates while a scenario is decoded: findings, and where every value came from.
package struct Reading: Sendable {
  package private(set) var diagnostics: [Diagnostic] = []
  package private(set) var assumptions: [Assumption] = []
  /// The keys on the way to the value being read.
  package private(set) var path: [String] = []
  package let sources: Sources
  /// The folder that `file:` paths must stay in.
  package let folder: String
  /// The first currency written; a file has one.
  var currency: String?
  var references: [Reference] = []
  /// A checksum (FNV-1a) of every file that the scenario names, in the order of reading.
  private(set) var filesRead: UInt64 = 0xcbf2_9ce4_8422_2325

  package init(sources: Sources, folder: String) {
    self.sources = sources
    self.folder = folder
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  package mutating func refuse(_ span: Span, _ message: String) {
    diagnostics.append(Diagnostic(at: span, message))
  }

  package mutating func refuse(_ node: Node, _ message: String) {
    refuse(node.span, message)
  }

  package mutating func warn(_ span: Span, _ message: String) {
    diagnostics.append(Diagnostic(.warning, at: span, message))
  }

  /// Remembers that what was read depends on these bytes too.
  mutating func depend(on bytes: [UInt8]) {
    for byte in bytes { filesRead = (filesRead ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  /// The key that messages name: the nearest one that is a word of the format.
  var key: String { path.last ?? "the scenario" }

  package mutating func under<Result>(
    _ key: String,
    _ body: (inout Reading) -> Result
  ) -> Result {
    path.append(key)
    defer { path.removeLast() }
    return body(&self)
  }

  package mutating func assume(_ assumption: Assumption) {
    assumptions.append(assumption)
  }
}

/// One resolved value and where it came from: a row of `assumptions.csv`.
package struct Assumption: Sendable, Hashable {
  package let path: String
  package let value: String
  package let unit: String
  package let source: String
  package let note: String

  package init(path: String, value: String, unit: String, source: String, note: String = "") {
    self.path = path
    self.value = value
    self.unit = unit
    self.source = source
    self.note = note
  }
}

/// A name that must exist elsewhere in the file, to be checked once all is read.
package struct Reference: Sendable, Hashable {
  package enum Kind: String, Sendable {
    case destination, policy, provider, fault
    case trafficClass = "class"
    case region
  }

  package let kind: Kind
  package let name: String
  package let span: Span
}
