import Glibc
import Testing

@testable import Reports

@Suite
struct ResultFolderTests {
  /// A folder of its own for each test, below the system's temporary one.
  private static func scratch(_ name: String) throws -> String {
    let path = "/tmp/spillway-results-\(getpid())-\(name)"
    try FileSystem.makeFolders(path)
    return path
  }

  /// Removes what a test left, two levels deep.
  private static func clean(_ path: String) throws {
    for name in try FileSystem.names(in: path) {
      let inner = "\(path)/\(name)"
      if FileSystem.kind(of: inner) == .folder { try clean(inner) }
      FileSystem.remove(inner)
    }
    FileSystem.removeFolder(path)
  }

  private static func files(_ text: String, _ names: String...) -> [ResultFile] {
    names.map { ResultFile($0, text: text) }
  }

  @Test
  func aNewFolderAppearsWholeAndIsReplacedWhole() throws {
    let root = try Self.scratch("whole")
    defer { try? Self.clean(root) }
    let folder = ResultFolder(root + "/deep/er/")
    try folder.write(Self.files("1", "summary.csv", "timeline.csv", "provenance.json"))
    #expect(
      try FileSystem.names(in: folder.path) == ["provenance.json", "summary.csv", "timeline.csv"]
    )
    try FileSystem.write([7], to: folder.path + "/notes.md")
    try folder.write(Self.files("2", "summary.csv", "provenance.json"))
    #expect(
      try FileSystem.names(in: folder.path) == ["notes.md", "provenance.json", "summary.csv"],
      "stale results go, other people's files stay"
    )
    #expect(try FileSystem.names(in: root + "/deep") == ["er"], "nothing half-written is left")
  }

  @Test
  func aFolderOfOtherFilesIsRefused() throws {
    let root = try Self.scratch("foreign")
    defer { try? Self.clean(root) }
    try FileSystem.write([7], to: root + "/thesis.md")
    #expect(throws: ResultFolder.Failure.notResults(path: root, found: "thesis.md")) {
      try ResultFolder(root).write(Self.files("1", "summary.csv"))
    }
    #expect(try FileSystem.names(in: root) == ["thesis.md"])
    #expect(throws: ResultFolder.Failure.notAFolder(path: root + "/thesis.md")) {
      try ResultFolder(root + "/thesis.md").check()
    }
    #expect(throws: ResultFolder.Failure.notAFolder(path: root + "/thesis.md")) {
      try ResultFolder(root + "/thesis.md/below").check()
    }
  }

  @Test
  func aPlaceThatCannotBeWrittenIsNamed() {
    do {
      try ResultFolder("/proc/spillway/results").write(Self.files("1", "summary.csv"))
      Issue.record("nobody can write to /proc")
    } catch {
      guard case .cannotWrite(let path, let reason) = error else {
        Issue.record("expected cannotWrite, found \(error)")
        return
      }
      #expect(path.hasPrefix("/proc") && !reason.isEmpty)
    }
  }

  @Test
  func sentencesSayWhatToDo() {
    let failure = ResultFolder.Failure.notResults(path: "out", found: "a.txt")
    #expect(failure.description.contains("out holds a.txt"))
    #expect(ResultFolder.Failure.diskFull(path: "x").description.contains("disk is full"))
  }
}
