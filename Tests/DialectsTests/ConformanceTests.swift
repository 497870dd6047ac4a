import Dialects
import Glibc
import Testing

/// The vectors that came with the specification.
enum VectorFile {
  struct Missing: Error {
    let path: String
  }

  static func load() throws -> [Conformance.Vector] {
    var path = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    path = "/" + path + "/Vectors/conformance.json"
    return try Conformance.load(bytes(of: path))
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    guard let file = unsafe fopen(path, "rb") else { throw Missing(path: path) }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var next = unsafe fgetc(file)
    while next != EOF {
      bytes.append(UInt8(truncatingIfNeeded: next))
      next = unsafe fgetc(file)
    }
    return bytes
  }
}

@Suite
struct ConformanceTests {
  @Test
  func noBreakerVectorFails() throws {
    for vector in try VectorFile.load() where vector.kind == .breaker {
      let verdict = Conformance.replay(vector)
      #expect(verdict == .pass, "\(vector.id): \(vector.title)")
    }
  }
}
