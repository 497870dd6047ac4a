import Testing

@testable import Reports

@Suite
struct FileSystemTests {
  @Test
  func aFullDiskIsNamed() {
    #expect(throws: ResultFolder.Failure.diskFull(path: "/dev/full")) {
      try FileSystem.write([1, 2, 3], to: "/dev/full")
    }
  }

  @Test
  func kindsAreToldApart() {
    #expect(FileSystem.kind(of: "/") == .folder)
    #expect(FileSystem.kind(of: "/dev/null") == .file)
    #expect(FileSystem.kind(of: "/no/such/thing") == .nothing)
  }
}
