import Experiments
import Glibc

/// Ctrl-C: the first asks the study to end and keep what is finished, the second ends the program.
enum Interrupt {
  /// Where a study looks between its pieces of work.
  static let cancellation = Cancellation()

  /// Starts listening; a handler does no more than what is allowed in one.
  static func listen() {
    // Create it now: a handler must not be the first to touch it.
    _ = cancellation.isRequested
    signal(SIGINT) { _ in
      Interrupt.cancellation.request()
      signal(SIGINT, SIG_DFL)
    }
  }

  /// Lets a reader that goes away be an error of `write` and not the end of the program.
  static func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
  }
}
