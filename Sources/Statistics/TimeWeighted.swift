package import TimeAndChance

/// The average over time of a whole number that changes in steps, such as calls in flight.
///
/// The area under the steps is an integer, so the average is exact and does not depend on how many
/// steps there were.
package struct TimeWeighted: Sendable, Equatable {
  /// The number now.
  package private(set) var value: Int64
  /// The largest number since the start of the average.
  package private(set) var largest: Int64
  private var since: Instant
  private var start: Instant
  /// Value times nanoseconds, up to `since`.
  private var area: Int128 = 0

  package init(_ value: Int64 = 0, at start: Instant) {
    self.value = value
    largest = value
    self.start = start
    since = start
  }

  /// Changes the number.
  package mutating func set(_ value: Int64, at now: Instant) {
    advance(to: now)
    self.value = value
    if value > largest { largest = value }
  }

  /// Changes the number by a difference.
  package mutating func add(_ difference: Int64, at now: Instant) {
    set(value + difference, at: now)
  }

  /// Starts the average anew from the present number: the end of a warm-up.
  package mutating func restart(at now: Instant) {
    advance(to: now)
    area = 0
    start = now
    largest = value
  }

  /// The average from the start until `now`; the number itself when no time has passed.
  package func average(until now: Instant) -> Double {
    let span = start.nanoseconds(to: now)
    return span <= 0 ? Double(value) : Double(area(until: now)) / Double(span)
  }

  /// Value times nanoseconds from the start until `now`, exactly.
  package func area(until now: Instant) -> Int128 {
    precondition(now >= since, "time runs forwards: \(now.nanoseconds) < \(since.nanoseconds)")
    return area + Int128(value) * Int128(since.nanoseconds(to: now))
  }

  private mutating func advance(to now: Instant) {
    area = area(until: now)
    since = now
  }
}
