/// The size of a test that `./test` runs in part and `./test --slow NAME` runs in full.
///
/// `NAME` is a row of the table in `./test`; SPILLWAY_SLOW carries the names that were asked for.
package enum LongRun {
  /// Returns `full` when the long run called `name` was asked for, and `share` otherwise.
  package static func size<Size>(of name: String, share: Size, full: Size) -> Size {
    isAsked(for: name) ? full : share
  }

  /// Whether the long run called `name` was asked for.
  package static func isAsked(for name: String) -> Bool {
    guard let asked = Environment.value("SPILLWAY_SLOW") else { return false }
    return asked.split(whereSeparator: { " ,".contains($0) }).contains { $0 == name || $0 == "all" }
  }
}
