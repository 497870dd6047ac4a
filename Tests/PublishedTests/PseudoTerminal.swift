import Glibc

/// A terminal without a screen, and a program in it.
///
/// The program gets a session of its own with this as its controlling terminal, so that a typed
/// Ctrl-C becomes the signal that a person's would.
final class PseudoTerminal {
  private let master: Int32
  private let process: pid_t
  /// Everything that was shown.
  private(set) var shown = ""
  private(set) var status: Int32?

  struct Refusal: Error {
    let call: String
    let code: Int32
  }

  /// Starts `words` in a new terminal; what it says on stdout goes to `output` when there is one.
  init(_ words: [String], environment: [String: String], output: String? = nil) throws {
    var ends: (master: Int32, slave: Int32) = (-1, -1)
    var path = [CChar](repeating: 0, count: 256)
    var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
    guard unsafe openpty(&ends.master, &ends.slave, &path, nil, &size) == 0 else {
      throw Refusal(call: "openpty", code: errno)
    }
    // Whoever inherits the master keeps the terminal open after the program's end.
    master = fcntl(ends.master, F_DUPFD_CLOEXEC, 20)
    close(ends.master)
    defer { close(ends.slave) }
    let name = String(
      decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
      as: UTF8.self
    )
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for descriptor: Int32 in 0...2 {
      let file = descriptor == 1 ? output ?? name : name
      let flags = file == name ? O_RDWR : O_WRONLY | O_CREAT | O_TRUNC
      unsafe posix_spawn_file_actions_addopen(&actions, descriptor, file, flags, 0o644)
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    // POSIX_SPAWN_SETSID, which the module map leaves out.
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | 0x80)
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for index in unsafe arguments.indices { unsafe free(arguments[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    var child = pid_t()
    let code = unsafe posix_spawn(&child, words[0], &actions, &attributes, &arguments, &variables)
    process = child
    guard code == 0 else { throw Refusal(call: "posix_spawn", code: code) }
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(master)
  }

  /// Types what a person would.
  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe write(master, bytes, bytes.count)
  }

  /// Reads what is shown until `enough` or the end of the program.
  ///
  /// - Returns: Whether it was enough within a minute.
  @discardableResult
  func watch(until enough: (String) -> Bool = { _ in false }) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var bytes: [UInt8] = []
    for _ in 0..<1_200 {
      if enough(shown) { return true }
      var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&waiting, 1, 50) > 0 else { continue }
      let count = unsafe read(master, &buffer, buffer.count)
      // The last reader's end is an error of the master's.
      guard count > 0 else {
        finish()
        return enough(shown)
      }
      bytes = Array(buffer[..<count])
      shown += String(decoding: bytes, as: UTF8.self)
    }
    return false
  }

  private func finish() {
    var code: Int32 = 0
    _ = unsafe waitpid(process, &code, 0)
    let signal = code & 0x7f
    status = signal == 0 ? (code >> 8) & 0xff : 128 + signal
  }

  /// The lines that stay on the screen: what a carriage return and an erasure leave.
  var screen: [String] {
    shown.split(separator: "\r\n", omittingEmptySubsequences: false).map { line in
      // Each redrawing begins in the first column; the last one to write is what stays.
      let last = line.split(separator: "\r", omittingEmptySubsequences: false).last ?? ""
      return String(last).replacing("\u{1B}[K", with: "")
    }
  }
}
