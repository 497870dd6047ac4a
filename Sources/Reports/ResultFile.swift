package import Experiments

/// One file of a study's results, whole, in memory.
package struct ResultFile: Sendable, Equatable {
  /// A plain file name, no folder in it.
  package let name: String
  package let bytes: [UInt8]

  /// Creates a file called `name`.
  package init(_ name: String, bytes: [UInt8]) {
    precondition(
      !name.isEmpty && !name.hasPrefix(".") && !name.utf8.contains(UInt8(ascii: "/")),
      "a result file has a plain name, found \(name)"
    )
    self.name = name
    self.bytes = bytes
  }

  /// Creates a file of text.
  package init(_ name: String, text: String) {
    self.init(name, bytes: Array(text.utf8))
  }

  /// The table as `name.csv`.
  package static func csv(_ table: Table) -> ResultFile {
    ResultFile(table.name + ".csv", bytes: table.csv)
  }
}
