import FoundationEssentials

/// What the caller of the tests asked for.
package enum Environment {
  /// Returns the value of the environment variable `name`, or nil when it is not set or empty.
  package static func value(_ name: String) -> String? {
    guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else { return nil }
    return value
  }
}
