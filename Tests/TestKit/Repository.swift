import FoundationEssentials

/// The repository that the tests were built from.
package enum Repository {
  /// The folder that holds Package.swift, without a trailing slash.
  ///
  /// Links are resolved, so that a package assembled from links still finds the real tree.
  package static let root: String = {
    let here = URL(filePath: #filePath).resolvingSymlinksInPath().path
    return here.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  }()

  /// Returns the text of the file at `path` (from the root), or nil when there is none.
  package static func text(at path: String) -> String? {
    FileManager.default.contents(atPath: root + "/" + path).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Returns the paths (from the root, sorted) of all files under `folder`, hidden ones left out.
  package static func paths(under folder: String) -> [String] {
    let inside = try? FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)
    return (inside ?? [])
      .filter { path in !path.split(separator: "/").contains { $0.hasPrefix(".") } }
      .map { folder + "/" + $0 }
      .filter { isFile(root + "/" + $0) }
      .sorted()
  }

  private static func isFile(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder
  }
}
