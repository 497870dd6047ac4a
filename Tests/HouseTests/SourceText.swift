import TestKit

/// A text of the repository, named by its path from the root.
struct SourceText: Sendable {
  let path: String
  let text: String

  /// The lines with their numbers, counted from 1.
  var lines: [(number: Int, text: Substring)] {
    numbered(text)
  }

  /// The lines of the code alone: comments and literals are blank, columns stay where they were.
  var codeLines: [(number: Int, text: Substring)] {
    numbered(codeOnly(text))
  }

  /// The path's folders and file name.
  var steps: [Substring] {
    path.split(separator: "/")
  }

  /// The file name without its folders.
  var name: Substring {
    steps.last ?? ""
  }

  /// The room that the file belongs to, or nil when it lies outside `Sources`.
  var room: String? {
    steps.count > 2 && steps[0] == "Sources" ? String(steps[1]) : nil
  }
}

/// One place where the tree departs from a rule of the house.
struct Violation: Equatable, CustomStringConvertible {
  let path: String
  var line: Int?
  let says: String

  var description: String {
    line.map { "\(path):\($0): \(says)" } ?? "\(path): \(says)"
  }
}

extension Repository {
  /// Returns the texts under `folders` whose names end in one of `endings`, sorted by path.
  static func texts(under folders: String..., endings: [String] = [".swift"]) -> [SourceText] {
    folders
      .flatMap { paths(under: $0) }
      .filter { path in endings.contains { path.hasSuffix($0) } }
      .compactMap { path in text(at: path).map { SourceText(path: path, text: $0) } }
  }
}

private func numbered(_ text: String) -> [(number: Int, text: Substring)] {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .enumerated()
    .map { ($0.offset + 1, $0.element) }
}
