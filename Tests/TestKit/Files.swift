import Glibc

/// Finds and reads files of the repository from a test, wherever it was built.
package enum Files {
  /// Returns the text of `path`, which counts from the folder that holds `Package.swift`, or nothing.
  ///
  /// The root is found by walking up from the calling source file.
  package static func text(of path: String, near file: StaticString = #filePath) -> String? {
    var folder = file.description[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      if contents("\(folder)/Package.swift") != nil, let text = contents("\(folder)/\(path)") {
        return text
      }
    }
    return nil
  }

  private static func contents(_ path: String) -> String? {
    guard let stream = unsafe fopen(path, "rb") else { return nil }
    defer { unsafe fclose(stream) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe fread(&chunk, 1, chunk.count, stream)
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
