import TestKit
import Testing

@testable import Scenarios

@Suite
struct CSVTableTests {
  @Test
  func headerAndRows() throws {
    let folder = try Folder()
    try folder.write("a,\"b\"\r\n1, 2\n", to: "x.csv")
    var reading = Reading(sources: Sources(), folder: folder.path)
    let name = Node(.scalar("x.csv", isPlain: true), at: .beginning(of: 0))
    let table = try #require(CSVTable.load("x.csv", named: name, &reading))
    #expect(table.header == ["a", "b"])
    #expect(table.column("b", named: name, &reading) == ["2"])
  }

  @Test(arguments: [
    ("a,b\n1\n", "row 2 of `x.csv` has 1 cells; the header has 2"),
    ("", "`x.csv` is empty"),
    ("a,c\n1,2\n", "there is no column `b` in that file; did you mean `a`?"),
  ])
  func broken(text: String, message: String) throws {
    let folder = try Folder()
    try folder.write(text, to: "x.csv")
    #expect(try messages(reading: "x.csv", in: folder) == [message])
  }

  @Test
  func nothingOutsideTheFolderIsRead() throws {
    let folder = try Folder()
    let outside = try Folder()
    try outside.write("a,b\n1,2\n", to: "secret.csv")
    try folder.link("link.csv", to: outside.path + "/secret.csv")
    #expect(
      try messages(reading: "link.csv", in: folder)
        == ["`link.csv` is a link that leaves the scenario's folder"]
    )
  }

  private func messages(reading path: String, in folder: Folder) throws -> [String] {
    var reading = Reading(sources: Sources(), folder: folder.path)
    let name = Node(.scalar(path, isPlain: true), at: .beginning(of: 0))
    if let table = CSVTable.load(path, named: name, &reading) {
      _ = table.column("b", named: name, &reading)
    }
    return reading.diagnostics.map(\.message)
  }
}
