import Glibc

/// The environment variables that the program reads, as a value.
package struct Environment: Sendable {
  private let values: [String: String]

  /// Uses `values` alone; a variable that is set to nothing counts as not set.
  package init(_ values: [String: String]) {
    self.values = values.filter { !$0.value.isEmpty }
  }

  /// Reads what this program may ask for from the process.
  package init() {
    let names = [
      "COLUMNS", "HOME", "NO_COLOR", "SPILLWAY_COMMIT", "SPILLWAY_ROOT", "TERM", "XDG_CACHE_HOME",
    ]
    var found: [String: String] = [:]
    for name in names {
      if let value = unsafe getenv(name) { found[name] = unsafe String(cString: value) }
    }
    self.init(found)
  }

  /// Where trials are kept; nil for somebody without a home.
  var trialFolder: String? {
    let home = self["HOME"].map { $0 + "/.cache" }
    return (self["XDG_CACHE_HOME"] ?? home).map { $0 + "/spillway/trials" }
  }

  /// The value of a variable, or nil.
  package subscript(name: String) -> String? { values[name] }
}
