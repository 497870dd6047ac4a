internal import Glibc

/// The few calls of the operating system that writing results needs, with its errors typed.
enum FileSystem {
  typealias Failure = ResultFolder.Failure

  enum Kind {
    case nothing
    case folder
    case file
  }

  static func kind(of path: String) -> Kind {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return .nothing }
    return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
  }

  /// How large a file is, and when it was last written in nanoseconds.
  static func facts(_ path: String) -> (size: Int, modified: Int)? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return (Int(status.st_size), status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec)
  }

  static func checkWritable(_ folder: String) throws(Failure) {
    guard unsafe access(folder, W_OK | X_OK) == 0 else { throw failure(folder) }
  }

  /// The names in a folder, sorted.
  static func names(in folder: String) throws(Failure) -> [String] {
    guard let handle = unsafe opendir(folder) else { throw failure(folder) }
    defer { unsafe closedir(handle) }
    var names: [String] = []
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Creates a folder and those above it; one that exists is fine.
  static func makeFolders(_ path: String) throws(Failure) {
    if kind(of: path) == .folder { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try makeFolders(String(path[..<slash]))
    }
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure(path) }
  }

  /// Writes a whole file and, unless it does not matter, waits until it is on the disk.
  static func write(
    _ bytes: [UInt8],
    to path: String,
    synced: Bool = true
  ) throws(Failure) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw failure(path) }
    var problem: Failure?
    var written = 0
    while written < bytes.count, problem == nil {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          file,
          UnsafeRawBufferPointer(rebasing: buffer[written...]).baseAddress,
          buffer.count - written
        )
      }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        problem = failure(path)
      }
    }
    // Devices and some network file systems cannot sync; that alone is no reason to refuse.
    if synced, problem == nil, fsync(file) != 0, errno != EINVAL { problem = failure(path) }
    if close(file) != 0, problem == nil { problem = failure(path) }
    if let problem { throw problem }
  }

  /// Reads a whole file.
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure(path) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(file, buffer.baseAddress, buffer.count)
      }
      if count == 0 { return bytes }
      guard count > 0 else { throw failure(path) }
      bytes += buffer[..<count]
    }
  }

  static func rename(_ source: String, to target: String) throws(Failure) {
    guard unsafe Glibc.rename(source, target) == 0 else { throw failure(target) }
  }

  static func remove(_ path: String) {
    _ = unsafe unlink(path)
  }

  static func removeFolder(_ path: String) {
    _ = unsafe rmdir(path)
  }

  /// Makes renames in a folder last through a power cut.
  static func syncFolder(_ path: String) {
    let folder = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private static func failure(_ path: String) -> Failure {
    let code = errno
    if code == ENOSPC || code == EDQUOT { return .diskFull(path: path) }
    return .cannotWrite(path: path, reason: unsafe String(cString: strerror(code)))
  }
}
