internal import Glibc
internal import Synchronization

/// A bell that threads ring and wait for.
///
/// `Mutex` protects data but cannot wait; this is the waiting half. A listener notes the count,
/// looks at the data, and waits only for rings later than its note, so no ring is missed.
///
/// The two pointers are `nonisolated(unsafe)` because the compiler cannot know that pthread objects are
/// made to be touched by several threads at once. They are set once, never handed out, and freed by the
/// last owner, so nothing but pthread's own calls ever looks behind them; memory of our own is needed
/// because such an object must not move.
@safe
final class Signal: Sendable {
  private nonisolated(unsafe) let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(
    capacity: 1
  )
  private nonisolated(unsafe) let bell = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let rings = Atomic<UInt64>(0)

  init() {
    var attributes = pthread_condattr_t()
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_condattr_init(&attributes)
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(bell, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(bell)
    unsafe pthread_mutex_destroy(mutex)
    unsafe bell.deallocate()
    unsafe mutex.deallocate()
  }

  /// How often the bell rang so far.
  var count: UInt64 { rings.load(ordering: .acquiring) }

  /// Wakes everybody who waits.
  func ring() {
    unsafe pthread_mutex_lock(mutex)
    rings.add(1, ordering: .releasing)
    unsafe pthread_cond_broadcast(bell)
    unsafe pthread_mutex_unlock(mutex)
  }

  /// Waits until the bell has rung more than `seen` times, or for `milliseconds`.
  func wait(after seen: UInt64, atMost milliseconds: Int) {
    var until = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &until)
    let nanoseconds = until.tv_nsec + (milliseconds % 1_000) * 1_000_000
    until.tv_sec += milliseconds / 1_000 + nanoseconds / 1_000_000_000
    until.tv_nsec = nanoseconds % 1_000_000_000
    unsafe pthread_mutex_lock(mutex)
    while rings.load(ordering: .acquiring) <= seen {
      if unsafe pthread_cond_timedwait(bell, mutex, &until) != 0 { break }
    }
    unsafe pthread_mutex_unlock(mutex)
  }
}
