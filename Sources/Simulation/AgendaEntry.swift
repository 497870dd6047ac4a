package import TimeAndChance

/// What is due, and when: 16 bytes, trivially copied.
package struct AgendaEntry: Sendable, BitwiseCopyable {
  /// Nanoseconds since the epoch of the timeline.
  package var nanoseconds: Int64
  /// The world's own packing of what happens.
  package var payload: UInt64

  package init(nanoseconds: Int64, payload: UInt64) {
    self.nanoseconds = nanoseconds
    self.payload = payload
  }

  /// When it is due.
  package var time: Instant { Instant(nanoseconds: nanoseconds) }
}
