import Dialects
import Glibc
import Testing

/// The vectors that came with the specification.
enum VectorFile {
  struct Missing: Error {
    let path: String
  }

  static func load(_ name: String = "conformance.json") throws -> [Conformance.Vector] {
    var path = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    path = "/" + path + "/Vectors/" + name
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

  /// Of every kind, and none of them skipped.
  @Test
  func ourOwnVectorsPass() throws {
    let vectors = try VectorFile.load("own-conformance.json")
    #expect(
      vectors.count >= 68 && Set(vectors.map(\.kind)).count == Conformance.Kind.allCases.count
    )
    for vector in vectors {
      let verdict = Conformance.replay(vector)
      #expect(verdict == .pass, "\(vector.id)")
    }
  }
}
