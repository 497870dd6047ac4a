import TimeAndChance

/// The results that are judged together, and their sums.
///
/// Time windows keep the running bucket outside the ring: a result touches no array until the
/// bucket's edge is reached, and then costs O(buckets passed). Reading expires as well.
struct BreakerWindow: Sendable, Hashable {
  typealias Counts = Breaker.Counts

  /// The sums over the window, the running bucket included.
  private(set) var sum = Counts()
  /// The end of the running bucket; distant when time plays no part.
  private(set) var edge: Int64
  private var running = Counts()
  /// Time windows: the buckets that are complete, oldest at `head` + 1, and a hole at `head`.
  private var buckets: ContiguousArray<Counts> = []
  /// Count windows: two bits per result, failed and slow; oldest at `head` once it is full.
  private var results: ContiguousArray<UInt8> = []
  private var head = 0
  private let width: Int64
  private let size: Int
  private let startsWithPhase: Bool
  private let lag: Int64

  /// Creates an empty window that begins at `start`.
  init(_ geometry: Breaker.Window, semantics: Breaker.Semantics, at start: Int64) {
    startsWithPhase = semantics.windowStartsWithPhase
    var lag: Int64 = 0
    switch geometry {
    case .count(let count):
      precondition(count > 0, "a count window holds at least one result, found \(count)")
      width = .max
      size = count
      results = ContiguousArray(repeating: 0, count: count)
    case .time(let span, let count):
      precondition(count > 0, "a time window has at least one bucket, found \(count)")
      size = count
      width = span.wholeNanoseconds / Int64(count)
      precondition(width > 0, "a bucket lasts at least a nanosecond")
      buckets = ContiguousArray(repeating: Counts(), count: count)
    case .fixedInterval(let span):
      size = 1
      width = span.wholeNanoseconds
      precondition(width > 0, "an interval lasts at least a nanosecond")
      lag = semantics.boundaryIncluded ? 0 : 1
    case .unbounded:
      size = 0
      width = .max
    }
    self.lag = lag
    edge = .max
    begin(at: start)
  }

  /// Whether all counts vanish at the edge, so that calls in flight belong to the past as well.
  var isInterval: Bool { size == 1 && buckets.isEmpty && results.isEmpty }

  /// The number of results that a count window holds.
  var capacity: Int { results.count }

  /// Forgets everything.
  mutating func clear(at time: Int64) {
    sum = Counts()
    running = Counts()
    for index in buckets.indices { buckets[index] = Counts() }
    head = 0
    begin(at: time)
  }

  /// Lets what is too old at `time` fall out.
  @inline(__always)
  mutating func expire(at time: Int64) {
    if time >= edge { roll(to: time) }
  }

  /// Adds one result.
  @inline(__always)
  mutating func add(failed: Bool, slow: Bool, weight: Int32, at time: Int64) {
    if time >= edge { roll(to: time) }
    if results.isEmpty {
      sum.add(failed: failed, slow: slow, weight: weight)
      running.add(failed: failed, slow: slow, weight: weight)
    } else {
      for _ in 0..<weight { push(failed: failed, slow: slow) }
    }
  }

  private mutating func begin(at time: Int64) {
    guard width != .max else { return }
    let origin = startsWithPhase ? time : time - floorRemainder(time, width)
    edge = saturatingSum(saturatingSum(origin, width), lag)
  }

  private mutating func roll(to time: Int64) {
    let passed = (time - edge) / width + 1
    edge = saturatingSum(edge, passed &* width)
    if buckets.isEmpty {
      sum = Counts()
      running = Counts()
      return
    }
    if passed >= Int64(size) {
      sum = Counts()
      running = Counts()
      for index in buckets.indices { buckets[index] = Counts() }
      return
    }
    for _ in 0..<passed {
      buckets[head] = running
      running = Counts()
      head = head + 1 == size ? 0 : head + 1
      sum.subtract(buckets[head])
      buckets[head] = Counts()
    }
  }

  private mutating func push(failed: Bool, slow: Bool) {
    if sum.total == Int32(size) {
      let oldest = results[head]
      var leaving = Counts()
      leaving.add(failed: oldest & 1 != 0, slow: oldest & 2 != 0)
      sum.subtract(leaving)
    }
    results[head] = (failed ? 1 : 0) | (slow ? 2 : 0)
    head = head + 1 == size ? 0 : head + 1
    sum.add(failed: failed, slow: slow)
  }
}

/// Returns `value` modulo `divisor`, never negative.
private func floorRemainder(_ value: Int64, _ divisor: Int64) -> Int64 {
  let remainder = value % divisor
  return remainder < 0 ? remainder + divisor : remainder
}
