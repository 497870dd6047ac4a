import Glibc

/// A file that a person named, read whole.
enum InputFile {
  /// Why a file cannot be read, as said after its name.
  struct Failure: Error, Equatable {
    let says: String
  }

  /// More than any input of ours, and little enough to hold in memory.
  static let largest = 64 << 20

  /// Returns the bytes of the file at `path`; `-` is standard input.
  static func bytes(at path: String, atMost limit: Int = largest) throws(Failure) -> [UInt8] {
    if path == "-" { return try bytes(of: STDIN_FILENO, atMost: limit) }
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw refusal() }
    defer { close(file) }
    return try bytes(of: file, atMost: limit)
  }

  /// Returns the scenarios that a path means: a file is itself, a folder every `.yaml` under it.
  static func scenarios(at path: String) throws(Failure) -> [String] {
    guard let names = names(inFolder: path) else { return [path] }
    var found: [String] = []
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    for name in names where !name.hasPrefix(".") {
      let inner = folder + "/" + name
      if self.names(inFolder: inner) != nil {
        found += (try? scenarios(at: inner)) ?? []
      } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        found.append(inner)
      }
    }
    guard !found.isEmpty else { throw Failure(says: "no scenario is in \(path)") }
    return found
  }

  /// The names in a folder, sorted; nil when the path is no folder that can be read.
  private static func names(inFolder path: String) -> [String]? {
    guard let folder = unsafe opendir(path) else { return nil }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func bytes(of file: Int32, atMost limit: Int) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe read(file, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count < 0 {
        guard errno == EINTR else { throw refusal() }
        continue
      }
      bytes += buffer[..<count]
      if bytes.count > limit { throw Failure(says: "larger than \(limit >> 20) MiB") }
    }
  }

  private static func refusal() -> Failure {
    Failure(says: unsafe String(cString: strerror(errno)))
  }
}
