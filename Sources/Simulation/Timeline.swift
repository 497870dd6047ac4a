public import TimeAndChance

/// Something that happens in virtual time.
///
/// Arrivals are kept beside the agenda, not in it: one lazily generated stream costs a third less
/// than an event per arrival. The agenda is handed in with every call, so that a world cannot hide
/// a timeline of its own.
@usableFromInline
package protocol World: ~Copyable {
  /// When the next thing arrives from outside; `.distantFuture` when nothing will.
  var nextArrival: Instant { get }

  /// Lets the arrival that is due now happen; afterwards `nextArrival` names a later one.
  mutating func arrive(at now: Instant, on agenda: inout Agenda)

  /// Lets a scheduled event happen.
  mutating func happen(_ event: UInt64, at now: Instant, on agenda: inout Agenda)
}

/// Plays a world up to and including `end`.
///
/// Of an event and an arrival at the same nanosecond the event comes first: what was decided
/// earlier happens earlier.
@inlinable
package func play<Played: World & ~Copyable>(
  _ world: inout Played,
  on agenda: inout Agenda,
  until end: Instant
) {
  while true {
    let arrival = world.nextArrival
    let limit = arrival < end ? arrival : end
    if let entry = agenda.next(notAfter: limit) {
      world.happen(entry.payload, at: entry.time, on: &agenda)
    } else if arrival <= end {
      world.arrive(at: arrival, on: &agenda)
    } else {
      return
    }
  }
}
