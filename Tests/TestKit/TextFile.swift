import FoundationEssentials

/// Texts on disk, outside the repository's sources.
package enum TextFile {
  /// Writes `text` to `path`, with the folders that lead there.
  package static func write(_ text: String, to path: String) throws {
    let file = URL(filePath: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
  }
}
