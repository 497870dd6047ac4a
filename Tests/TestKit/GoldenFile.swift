/// A stored text that a result must equal, byte for byte.
///
/// Files live under `Tests/Golden`. `SPILLWAY_UPDATE_GOLDEN=1 ./test --filter GoldenTests` rewrites
/// those of whole runs (without the filter: all of them); the difference is then read in review and
/// explained in the commit.
package struct GoldenFile {
  private let path: String

  /// Names the file at `name` under `Tests/Golden`.
  package init(_ name: String) {
    path = "Tests/Golden/" + name
  }

  /// Returns nil when `text` is what is stored, and otherwise a sentence that shows where they part.
  package func difference(from text: String) -> String? {
    if Environment.value("SPILLWAY_UPDATE_GOLDEN") != nil { return rewritten(as: text) }
    guard let stored = Repository.text(at: path) else {
      return "\(path) does not exist; run with SPILLWAY_UPDATE_GOLDEN=1 to write it"
    }
    return Self.firstDifference(stored: stored, found: text).map { "\(path): \($0)" }
  }

  /// Returns where `found` first departs from `stored`, or nil when they are the same bytes.
  package static func firstDifference(stored: String, found: String) -> String? {
    // Strings compare by canonical equivalence; a golden file is about bytes.
    guard !stored.utf8.elementsEqual(found.utf8) else { return nil }
    let old = stored.split(separator: "\n", omittingEmptySubsequences: false)
    let new = found.split(separator: "\n", omittingEmptySubsequences: false)
    let same = zip(old, new).prefix { $0.utf8.elementsEqual($1.utf8) }.count
    let oldLine = same < old.count ? "`\(old[same])`" : "the end"
    let newLine = same < new.count ? "`\(new[same])`" : "the end"
    return "line \(same + 1): stored \(oldLine), found \(newLine)"
  }

  private func rewritten(as text: String) -> String? {
    do {
      try TextFile.write(text, to: Repository.root + "/" + path)
      return nil
    } catch {
      return "\(path) could not be written: \(error)"
    }
  }
}
