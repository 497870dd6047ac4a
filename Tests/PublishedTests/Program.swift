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

  /// Nothing but a path: without a home the program takes nothing from an earlier start.
  static let environment = ["PATH": Environment.value("PATH") ?? "/usr/bin:/bin"]

  /// What a tool of the machine needs to find its own settings, and a registry through a proxy.
  private static var settings: [String: String] {
    var kept = environment
    for name in ["HOME", "LD_LIBRARY_PATH", "PIP_INDEX_URL", "PIP_CERT", "SSL_CERT_FILE"] {
      kept[name] = Environment.value(name)
    }
    return kept
  }

  /// Runs the program to its end.
  static func run(_ arguments: [String]) throws -> ChildProcess {
    try ChildProcess(path, arguments, environment: environment)
  }

  /// Runs a tool of the machine by its name or path.
  static func start(_ name: String, _ arguments: [String]) throws -> ChildProcess {
    try ChildProcess("/usr/bin/env", [name] + arguments, environment: settings)
  }

  /// A folder for one test's results, below the build folder.
  static func folder(_ name: String) -> String {
    Repository.root + "/.build/published/\(name)-\(getpid())"
  }
}
