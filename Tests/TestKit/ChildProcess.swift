import Glibc

/// A program that was run to its end, and what it said.
package struct ChildProcess: Sendable {
  /// The exit status; 128 and the signal's number when a signal ended it.
  package let status: Int32
  package let output: String
  package let talk: String

  /// Runs the program at `path` with nothing on its standard input, and waits for its end.
  ///
  /// - Parameters:
  ///   - path: The program's file.
  ///   - arguments: What follows the program's name.
  ///   - environment: All the environment it gets.
  /// - Throws: What the system refused, when the program could not be started.
  package init(
    _ path: String,
    _ arguments: [String] = [],
    environment: [String: String] = [:]
  ) throws {
    // What it says goes to files without names: a pipe could fill up while nobody reads.
    let files = [try Self.namelessFile(), try Self.namelessFile()]
    defer { for file in files { close(file) } }
    status = try Self.run([path] + arguments, environment, saying: files)
    output = Self.text(of: files[0])
    talk = Self.text(of: files[1])
  }

  /// What the system refused.
  package struct Refusal: Error {
    package let call: String
    package let code: Int32
  }

  private static func namelessFile() throws -> Int32 {
    var path = Array("/tmp/spillway-said-\(String(repeating: "X", count: 6))".utf8CString)
    let file = unsafe mkstemp(&path)
    guard file >= 0 else { throw Refusal(call: "mkstemp", code: errno) }
    unsafe unlink(path)
    return file
  }

  private static func run(
    _ words: [String],
    _ environment: [String: String],
    saying files: [Int32]
  ) throws -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, files[0], 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, files[1], 2)
    // The threads of the test runner keep signals out; the child shall get them.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for index in unsafe arguments.indices { unsafe free(arguments[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    var child = pid_t()
    let code = unsafe posix_spawn(&child, words[0], &actions, &attributes, &arguments, &variables)
    guard code == 0 else { throw Refusal(call: "posix_spawn", code: code) }
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { throw Refusal(call: "waitpid", code: errno) }
    }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  private static func text(of file: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    lseek(file, 0, SEEK_SET)
    while true {
      let count = unsafe read(file, &buffer, buffer.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
