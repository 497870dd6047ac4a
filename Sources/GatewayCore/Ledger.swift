/// The machine's account of its messages; it adds up after every input.
///
///     taken = inFlight + waiting + parked away + ended
///
/// `waiting` are the messages whose next step is the body's: wait, delay or retry.
public struct Ledger: Sendable, Hashable {
  /// Messages that were handed to the machine, those coming back from the topic included.
  public internal(set) var taken = 0
  /// Messages with a stream now.
  public internal(set) var inFlight = 0
  /// Messages that wait for a stream, a delay or a retry.
  public internal(set) var waiting = 0
  /// Messages that were parked, and left this machine by that.
  public internal(set) var parked = 0
  /// Messages that were taken away by the body (`forget`).
  public internal(set) var forgotten = 0
  /// Messages that ended.
  public internal(set) var ended = 0
  /// Second calls under way, of messages that are in flight by their first.
  public internal(set) var hedges = 0
  /// Attempts that were started.
  public internal(set) var attempts = 0

  /// Whether every message is accounted for.
  public var addsUp: Bool {
    taken == inFlight + waiting + parked + forgotten + ended && inFlight >= 0 && waiting >= 0
  }
}
