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

  /// Hears of an event a little before it happens, so that its record can be on its way; nothing that
  /// is computed may depend on it.
  func foresee(_ event: UInt64)

  /// Hears of it again when its record has arrived, for what the record points to.
  mutating func prepare(_ event: UInt64)

  /// Lets a scheduled event happen.
  mutating func happen(_ event: UInt64, at now: Instant, on agenda: inout Agenda)
}

extension World where Self: ~Copyable {
  @inlinable
  package func foresee(_ event: UInt64) {}

  @inlinable
  package mutating func prepare(_ event: UInt64) {}
}

/// How many events ahead a world hears of one for the first time: about half a microsecond.
@usableFromInline
let foresight = 12

/// And for the second time, when what it asked for first has come.
@usableFromInline
let preparation = 5

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
      if let later = agenda.upcoming(foresight) { world.foresee(later) }
      if let soon = agenda.upcoming(preparation) { world.prepare(soon) }
      world.happen(entry.payload, at: entry.time, on: &agenda)
    } else if arrival <= end {
      world.arrive(at: arrival, on: &agenda)
    } else {
      return
    }
  }
}
