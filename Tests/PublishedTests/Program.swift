import FoundationEssentials
import Glibc
import TestKit

/// The built program, started from outside as a person would.
enum Program {
  /// SPILLWAY_PROGRAM, else what was built beside these tests.
  static let path: String = {
    if let given = Environment.value("SPILLWAY_PROGRAM") { return given }
    let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = (tests ?? "").split(separator: "/").dropLast().map { "/" + $0 }.joined()
    return folder + "/spillway"
  }()

  /// What the program and a Python beside it need to start.
  static var environment: [String: String] {
    var kept: [String: String] = ["PATH": Environment.value("PATH") ?? "/usr/bin:/bin"]
    for name in ["HOME", "LD_LIBRARY_PATH", "PIP_INDEX_URL", "PIP_CERT", "SSL_CERT_FILE"] {
      kept[name] = Environment.value(name)
    }
    return kept
  }

  /// Runs the program to its end.
  static func run(_ arguments: [String]) throws -> ChildProcess {
    try ChildProcess(path, arguments, environment: environment)
  }

  /// Runs a program of the machine by its name.
  static func start(_ name: String, _ arguments: [String]) throws -> ChildProcess {
    try ChildProcess("/usr/bin/env", [name] + arguments, environment: environment)
  }

  /// A folder for one test's results, below the build folder.
  static func folder(_ name: String) -> String {
    Repository.root + "/.build/published/\(name)-\(getpid())"
  }
}
