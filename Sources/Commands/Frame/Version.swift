/// Which spillway this is.
enum Version {
  static let number = "0.1.0"

  /// What `--version` prints; the wrapper says which commit it built.
  static func text(commit: String?) -> String {
    commit.map { "spillway \(number) (\($0.prefix(12)))" } ?? "spillway \(number)"
  }
}
