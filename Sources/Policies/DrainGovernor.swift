public import TimeAndChance

/// Lets parked messages back at a ramp once the way is clear, behind live privileged traffic.
///
/// When a breaker closes after an hour, millions of parked messages are due at once. The governor
/// gives each its own place in time: places follow each other along a rate that grows from nothing to
/// `peak` during `ramp`, so nobody polls and one call per message is all it costs.
///
/// ```
///           opened                          closed
///  ┌──────┐ ──────► ┌─────────────────────┐ ──────► shut
///  │ shut │         │ open: place(at:) …  │         places given before are void
///  └──────┘ ◄────── └─────────────────────┘
/// ```
public struct DrainGovernor: Sendable, Hashable {
  /// What to let through.
  public struct Configuration: Sendable, Hashable {
    /// How many parked messages a second may return once the ramp is over.
    public var peak: Rate
    /// How long the rate takes to grow to `peak`.
    public var ramp: Duration
    /// Whether a parked message gives way while privileged ones wait.
    public var behindPrivileged: Bool

    /// Creates a configuration.
    public init(peak: Rate, ramp: Duration = .seconds(60), behindPrivileged: Bool = true) {
      precondition(peak > .zero, "a drain has a rate")
      precondition(ramp >= .zero, "a ramp is >= 0")
      self.peak = peak
      self.ramp = ramp
      self.behindPrivileged = behindPrivileged
    }
  }

  /// A place in the line of those that return.
  public struct Place: Sendable, Hashable {
    /// When the message may return.
    public let time: Instant
    /// The opening that gave the place.
    public let opening: UInt32

    /// Creates a place.
    public init(time: Instant, opening: UInt32) {
      self.time = time
      self.opening = opening
    }
  }

  /// The answer to a message that shows its place.
  public enum Answer: Sendable, Hashable {
    /// Return to the queue.
    case go
    /// Somebody more important waits; come again at the new place.
    case giveWay(Place)
    /// The way is shut again; park.
    case park
  }

  /// What to let through.
  public let configuration: Configuration
  /// Whether messages may return at all.
  public private(set) var isOpen: Bool
  /// Counts openings; places of an earlier one are void.
  public private(set) var opening: UInt32 = 0
  /// Places given since the way opened.
  public private(set) var places: Int64 = 0

  private var begin: Int64
  private var last: Int64
  private let ramp: Double
  private let gap: Double

  /// Creates a governor; `open` with the ramp already over, as for an ordinary morning, or shut.
  public init(_ configuration: Configuration, open: Bool = true, at start: Instant) {
    self.configuration = configuration
    isOpen = open
    ramp = Double(configuration.ramp.wholeNanoseconds)
    gap = 1e9 / configuration.peak.perSecond
    begin = saturatingSum(start.nanoseconds, -configuration.ramp.wholeNanoseconds)
    last = start.nanoseconds
  }

  /// Opens the way because the breaker closed; one that is open stays as it is.
  public mutating func open(at now: Instant) {
    guard !isOpen else { return }
    isOpen = true
    opening &+= 1
    places = 0
    begin = max(begin, now.nanoseconds)
    last = begin
  }

  /// Shuts the way because the breaker opened; places given so far are void.
  public mutating func close() {
    guard isOpen else { return }
    isOpen = false
    opening &+= 1
  }

  /// Gives the next place at or after `now`, or nil while the way is shut.
  public mutating func place(at now: Instant) -> Place? {
    guard isOpen else { return nil }
    let from = max(last, now.nanoseconds)
    let time = places == 0 ? from : max(from, following(last))
    places = saturatingSum(places, 1)
    last = time
    return Place(time: Instant(nanoseconds: time), opening: opening)
  }

  /// Judges a message that has reached its place.
  ///
  /// - Parameters:
  ///   - place: What `place(at:)` gave.
  ///   - waiting: Privileged messages that wait for a slot now.
  ///   - now: The present.
  /// - Returns: Whether it may go, and if not, what to do.
  public mutating func arrived(
    at place: Place,
    privilegedWaiting waiting: Int,
    at now: Instant
  ) -> Answer {
    guard isOpen, place.opening == opening else { return .park }
    guard configuration.behindPrivileged, waiting > 0 else { return .go }
    guard let next = self.place(at: now) else { return .park }
    return .giveWay(next)
  }

  /// The place after the one at `time`: where the area under the rate has grown by one.
  ///
  /// In the ramp the rate is (t / ramp) / gap, so t² grows by 2 × ramp × gap from place to place.
  private func following(_ time: Int64) -> Int64 {
    let age = Double(max(0, time - begin))
    let step: Double
    if age >= ramp {
      step = gap
    } else {
      let next = (age * age + 2 * ramp * gap).squareRoot()
      step =
        next <= ramp
        ? next - age : ramp - age + (1 - (ramp * ramp - age * age) / (2 * ramp * gap)) * gap
    }
    return saturatingSum(time, max(1, Elementary.nearest(step)))
  }
}
