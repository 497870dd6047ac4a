internal import Glibc

/// The folder that a study's results appear in, whole or not at all.
///
/// Files are written beside their place, synced, and renamed into it. A new folder appears with all
/// its files in one step; in an old one each file is replaced in one step, the provenance last, so
/// that a provenance never describes files that are not there yet.
package struct ResultFolder: Sendable {
  package let path: String

  /// What the world can refuse.
  package enum Failure: Error, Sendable, Equatable {
    /// Something that is not a folder has the name.
    case notAFolder(path: String)
    /// The folder holds something that no study wrote.
    case notResults(path: String, found: String)
    case diskFull(path: String)
    case cannotWrite(path: String, reason: String)
  }

  /// The file that marks a folder as results of a study.
  static let mark = "provenance.json"

  /// Every file that a study may leave; those that the newest study did not write are removed.
  static let known = [
    "assumptions.csv", "compare.csv", "events.csv", "junit.xml", "latency.csv", "ledger.csv",
    "matrix.csv", "report.html", "results.json", "sizing.csv", "summary.csv", "stability.csv",
    "sweep.csv", "timeline.csv", "verdicts.csv",
  ]

  /// Names the folder; nothing is touched yet.
  package init(_ path: String) {
    precondition(!path.isEmpty, "results need a folder")
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
  }

  /// Finds out before a long study whether its results could be written here.
  package func check() throws(Failure) {
    switch FileSystem.kind(of: path) {
    case .nothing:
      var parent = Self.parent(of: path)
      while FileSystem.kind(of: parent) == .nothing, parent != Self.parent(of: parent) {
        parent = Self.parent(of: parent)
      }
      guard FileSystem.kind(of: parent) == .folder else { throw .notAFolder(path: parent) }
      try FileSystem.checkWritable(parent)
    case .folder:
      let names = try FileSystem.names(in: path).filter { !$0.hasPrefix(".") }
      if let found = names.first, !names.contains(Self.mark) {
        throw .notResults(path: path, found: found)
      }
      try FileSystem.checkWritable(path)
    case .file:
      throw .notAFolder(path: path)
    }
  }

  /// Writes all files, or none.
  package func write(_ files: [ResultFile]) throws(Failure) {
    let names = Set(files.map(\.name))
    precondition(names.count == files.count, "result files need different names")
    try check()
    if FileSystem.kind(of: path) == .nothing {
      try writeNew(files)
    } else {
      try replace(files, names: names)
    }
  }

  private func writeNew(_ files: [ResultFile]) throws(Failure) {
    let parent = Self.parent(of: path)
    try FileSystem.makeFolders(parent)
    let staging = "\(parent)/.\(Self.lastName(of: path)).partial-\(getpid())"
    try stage(files, in: staging)
    do {
      try FileSystem.rename(staging, to: path)
    } catch {
      Self.discard(staging, files)
      throw error
    }
    FileSystem.syncFolder(parent)
  }

  private func replace(_ files: [ResultFile], names: Set<String>) throws(Failure) {
    let staging = "\(path)/.partial-\(getpid())"
    try stage(files, in: staging)
    let ordered = files.filter { $0.name != Self.mark } + files.filter { $0.name == Self.mark }
    for file in ordered {
      do {
        try FileSystem.rename("\(staging)/\(file.name)", to: "\(path)/\(file.name)")
      } catch {
        Self.discard(staging, files)
        throw error
      }
    }
    Self.discard(staging, [])
    for stale in Self.known where !names.contains(stale) { FileSystem.remove("\(path)/\(stale)") }
    FileSystem.syncFolder(path)
  }

  private func stage(_ files: [ResultFile], in staging: String) throws(Failure) {
    try FileSystem.makeFolders(staging)
    for file in files {
      do {
        try FileSystem.write(file.bytes, to: "\(staging)/\(file.name)")
      } catch {
        Self.discard(staging, files)
        throw error
      }
    }
    FileSystem.syncFolder(staging)
  }

  private static func discard(_ staging: String, _ files: [ResultFile]) {
    for file in files { FileSystem.remove("\(staging)/\(file.name)") }
    FileSystem.removeFolder(staging)
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func lastName(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }
}

extension ResultFolder.Failure: CustomStringConvertible {
  /// The sentence that a person reads after `error:`.
  package var description: String {
    switch self {
    case .notAFolder(let path):
      "\(path) is not a folder; give another one with --out"
    case .notResults(let path, let found):
      "\(path) holds \(found) and no results of an earlier study; give another folder with --out"
    case .diskFull(let path):
      "the disk is full: \(path) was not written, and earlier results are as they were"
    case .cannotWrite(let path, let reason):
      "cannot write \(path): \(reason)"
    }
  }
}
