internal import Glibc

/// A comma-separated file beside the scenario: a header and rows of text.
struct CSVTable: Sendable {
  let header: [String]
  let rows: [[String]]

  static let limit = 64 << 20

  /// Reads `path`, which must lie in the scenario's folder; `name` is where the path was written.
  static func load(_ path: String, named name: Node, _ reading: inout Reading) -> CSVTable? {
    guard let bytes = reading.contents(of: path, named: name) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    var rows = lines.map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map {
        unquoted(trimmed(String($0)))
      }
    }
    guard !rows.isEmpty else {
      reading.refuse(name, "`\(quoted(path))` is empty")
      return nil
    }
    let header = rows.removeFirst()
    if let short = rows.firstIndex(where: { $0.count != header.count }) {
      let found = rows[short].count
      reading.refuse(
        name,
        "row \(short + 2) of `\(quoted(path))` has \(found) cells; the header has \(header.count)"
      )
      return nil
    }
    return CSVTable(header: header, rows: rows)
  }

  func column(_ column: String, named name: Node, _ reading: inout Reading) -> [String]? {
    guard let index = header.firstIndex(of: column) else {
      let hint = suggestion(for: column, among: header)
      reading.refuse(name, "there is no column `\(quoted(column))` in that file\(hint)")
      return nil
    }
    return rows.map { $0[index] }
  }

  private static func unquoted(_ cell: String) -> String {
    guard cell.count >= 2, cell.hasPrefix("\""), cell.hasSuffix("\"") else { return cell }
    return String(cell.dropFirst().dropLast())
  }
}

extension Reading {
  /// The bytes of a file in the scenario's folder; anything outside it does not exist for us.
  mutating func contents(of path: String, named name: Node) -> [UInt8]? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !path.isEmpty, !path.hasPrefix("/"), !parts.contains(".."), !path.utf8.contains(0) else {
      refuse(name, "`\(quoted(path))` leaves the scenario's folder; put the file beside it")
      return nil
    }
    let full = folder.isEmpty ? path : folder + "/" + path
    let inside = resolved(folder.isEmpty ? "." : folder)
    guard let real = resolved(full), let inside else {
      refuse(name, "there is no file `\(quoted(path))` beside the scenario")
      return nil
    }
    guard real.hasPrefix(inside == "/" ? inside : inside + "/") else {
      refuse(name, "`\(quoted(path))` is a link that leaves the scenario's folder")
      return nil
    }
    do throws(FileFault) {
      let bytes = try fileContents(at: real, limit: CSVTable.limit)
      depend(on: bytes)
      return bytes
    } catch {
      refuse(name, "`\(quoted(path))` cannot be read: \(error.problem)")
      return nil
    }
  }
}

/// Why a file could not be read.
struct FileFault: Error {
  let problem: String
}

/// Returns `path` without links and dots, or nothing when it does not exist.
private func resolved(_ path: String) -> String? {
  guard let pointer = unsafe realpath(path, nil) else { return nil }
  defer { unsafe free(pointer) }
  return unsafe String(cString: pointer)
}

/// Returns the bytes of a regular file of at most `limit` bytes.
func fileContents(at path: String, limit: Int) throws(FileFault) -> [UInt8] {
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw FileFault(problem: systemProblem()) }
  defer { close(descriptor) }
  var status = stat()
  guard unsafe fstat(descriptor, &status) == 0 else { throw FileFault(problem: systemProblem()) }
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw FileFault(problem: "it is not a file")
  }
  guard status.st_size <= limit else {
    throw FileFault(problem: "it is larger than \(limit >> 20) MiB")
  }
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
  var filled = 0
  while filled < bytes.count {
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe read(descriptor, buffer.baseAddress.map { unsafe $0 + filled }, buffer.count - filled)
    }
    guard count >= 0 else { throw FileFault(problem: systemProblem()) }
    if count == 0 { break }
    filled += count
  }
  return Array(bytes[..<filled])
}

private func systemProblem() -> String {
  switch errno {
  case ENOENT: "there is no such file"
  case EACCES: "permission is denied"
  case ENOTDIR: "a part of the path is not a folder"
  default: unsafe String(cString: strerror(errno))
  }
}
