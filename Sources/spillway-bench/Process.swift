import Glibc

/// Runs other programs and waits for them.
enum Process {
  /// Runs `program` with its output thrown away; returns wall-clock milliseconds.
  static func milliseconds(_ program: String, _ arguments: [String]) -> Double {
    let before = wallSeconds
    _ = run(program, arguments, outputTo: "/dev/null")
    return (wallSeconds - before) * 1e3
  }

  /// Runs `program` (looked up on PATH) and returns its exit status; nil when it cannot start.
  static func run(_ program: String, _ arguments: [String], outputTo path: String) -> Int32? {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    unsafe posix_spawn_file_actions_addopen(&actions, 1, path, flags, 0o644)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe words.indices { unsafe free(words[index]) } }
    var child: pid_t = 0
    guard unsafe posix_spawnp(&child, program, &actions, nil, &words, environ) == 0 else {
      return nil
    }
    var status: Int32 = 0
    unsafe waitpid(child, &status, 0)
    return status & 0x7f == 0 ? (status >> 8) & 0xff : nil
  }

  static var wallSeconds: Double {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }
}
