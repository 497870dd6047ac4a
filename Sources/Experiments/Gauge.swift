internal import Synchronization
package import TimeAndChance

/// What one job says about the trial it is in: how far it is, and whether it should go on.
///
/// A trial writes it every few milliseconds; whoever draws the progress line reads it. Nothing that
/// a trial computes may depend on it.
package final class Gauge: Sendable {
  private let cancellation: Cancellation
  private let released = Atomic<Bool>(false)
  private let shareBits = Atomic<UInt64>(0)
  private let virtualNow = Atomic<Int64>(0)
  private let current = Atomic<UInt64>(0)
  private let earlier = Atomic<UInt64>(0)

  /// Creates the gauge of one job.
  package init(cancellation: Cancellation = Cancellation()) {
    self.cancellation = cancellation
  }

  /// Whether the trial should give up: its result would not be looked at.
  package var shouldStop: Bool {
    released.load(ordering: .relaxed) || cancellation.isRequested
  }

  /// Says how much of the trial is done, where its virtual clock stands, and its messages so far.
  package func report(share: Double, messages: UInt64, at now: Instant) {
    shareBits.store(share.bitPattern, ordering: .relaxed)
    current.store(messages, ordering: .relaxed)
    virtualNow.store(now.nanoseconds, ordering: .relaxed)
  }

  /// Starts the next trial at nothing; the messages of earlier trials stay counted.
  func begin() {
    let finished = current.exchange(0, ordering: .relaxed)
    earlier.add(finished, ordering: .relaxed)
    shareBits.store(0, ordering: .relaxed)
    virtualNow.store(0, ordering: .relaxed)
  }

  /// Tells the trial in progress that its result is no longer wanted.
  func release() {
    released.store(true, ordering: .relaxed)
  }

  /// The finished part of the trial in progress.
  var share: Double {
    Double(bitPattern: shareBits.load(ordering: .relaxed))
  }

  /// The messages of this job's trials, the one in progress included.
  var messages: UInt64 {
    earlier.load(ordering: .relaxed) &+ current.load(ordering: .relaxed)
  }

  /// The virtual clock of the trial in progress.
  var now: Instant {
    Instant(nanoseconds: virtualNow.load(ordering: .relaxed))
  }
}
