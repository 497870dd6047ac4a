import TestKit
import Testing

@testable import Commands

@Suite
struct InputFileTests {
  @Test
  func aFileIsReadWhole() throws {
    let path = Repository.root + "/Package.swift"
    #expect(
      try InputFile.bytes(at: path)
        == Array(try #require(Repository.text(at: "Package.swift")).utf8)
    )
  }

  @Test
  func whatCannotBeReadIsSaid() {
    #expect(throws: InputFile.Failure(says: "No such file or directory")) {
      try InputFile.bytes(at: "/no-such-file")
    }
    #expect(throws: InputFile.Failure(says: "Is a directory")) { try InputFile.bytes(at: "/") }
    #expect(throws: InputFile.Failure(says: "larger than 0 MiB")) {
      try InputFile.bytes(at: Repository.root + "/Package.swift", atMost: 10)
    }
  }
}
