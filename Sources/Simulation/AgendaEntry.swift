public import TimeAndChance

/// What is due, and when: 16 bytes, trivially copied.
@frozen
@usableFromInline
package struct AgendaEntry: Sendable, BitwiseCopyable {
  /// Nanoseconds since the epoch of the timeline.
  @usableFromInline
  package var nanoseconds: Int64
  /// The world's own packing of what happens.
  @usableFromInline
  package var payload: UInt64

  @inlinable
  @inline(__always)
  package init(nanoseconds: Int64, payload: UInt64) {
    self.nanoseconds = nanoseconds
    self.payload = payload
  }

  /// When it is due.
  @inlinable
  package var time: Instant {
    @inline(__always)
    get { Instant(nanoseconds: nanoseconds) }
  }
}
