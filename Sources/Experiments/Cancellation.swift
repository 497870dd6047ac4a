internal import Synchronization

/// A wish to end early, asked once and remembered.
///
/// A signal handler may ask; the runner and its trials look at it between pieces of work.
package final class Cancellation: Sendable {
  private let asked = Atomic<Bool>(false)

  /// Creates a wish that nobody has made yet.
  package init() {}

  /// Whether somebody asked for the end.
  package var isRequested: Bool { asked.load(ordering: .relaxed) }

  /// Asks for the end; asking again changes nothing.
  package func request() {
    asked.store(true, ordering: .relaxed)
  }
}
