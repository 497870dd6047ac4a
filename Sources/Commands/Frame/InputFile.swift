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
