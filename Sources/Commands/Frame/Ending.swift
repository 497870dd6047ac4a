/// How the program ends, in a form that scripts can rely on.
package enum Ending: Int32, Sendable, CaseIterable {
  /// Done; whatever was asked for holds.
  case done = 0
  /// An expectation or an objective was not met.
  case unmet = 1
  /// The input is wrong; nothing was run.
  case wrongInput = 2
  /// It could not be done: no memory, no disk, no permission.
  case impossible = 3
  /// The interval is still too wide to decide.
  case inconclusive = 4
  /// Ctrl-C; what was finished is kept.
  case interrupted = 130

  /// The status of two things done one after the other: what a script must not overlook comes first.
  package func joined(with other: Ending) -> Ending {
    let order: [Ending] = [
      .interrupted, .impossible, .wrongInput, .unmet, .inconclusive, .done,
    ]
    return order.first { $0 == self || $0 == other } ?? .done
  }
}
