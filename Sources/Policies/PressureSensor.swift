import TimeAndChance

/// The results of a sliding window as five counters, and the latest readings of gauges.
struct PressureSensor: Sendable, Hashable {
  struct Counts: Sendable, Hashable {
    var total: Int32 = 0
    var aboveEnter: Int32 = 0
    var aboveLeave: Int32 = 0
    var failed: Int32 = 0
    var throttled: Int32 = 0

    mutating func add(_ other: Counts, times sign: Int32 = 1) {
      total &+= other.total &* sign
      aboveEnter &+= other.aboveEnter &* sign
      aboveLeave &+= other.aboveLeave &* sign
      failed &+= other.failed &* sign
      throttled &+= other.throttled &* sign
    }
  }

  private static let buckets = 10

  /// The results of the slice that is being filled; its place in the ring is empty.
  private var current = Counts()
  /// The results of all other slices.
  private var past = Counts()
  private var ring = ContiguousArray(repeating: Counts(), count: buckets)
  private var head = 0
  private var edge: Int64
  private let width: Int64
  private let enter: Int64
  private let leave: Int64
  private var gauges = SIMD4<Double>.zero
  private var gaugedAt = SIMD4(repeating: Int64.min)

  init(window: Int64, latency: PressureLadder.LatencySignal?, at start: Int64) {
    width = max(1, window / Int64(Self.buckets))
    edge = saturatingSum(start, width)
    enter = latency?.above.wholeNanoseconds ?? .max
    leave = latency?.until.wholeNanoseconds ?? .max
  }

  /// The results of the whole window.
  var sum: Counts {
    var sum = past
    sum.add(current)
    return sum
  }

  /// Whether the window holds no result.
  var isEmpty: Bool { past.total &+ current.total == 0 }

  @inline(__always)
  mutating func add(_ result: PressureLadder.Result, elapsed: Int64, at time: Int64) {
    if time >= edge { expire(at: time) }
    current.total &+= 1
    if elapsed > enter { current.aboveEnter &+= 1 }
    if elapsed > leave { current.aboveLeave &+= 1 }
    switch result {
    case .good: break
    case .failed: current.failed &+= 1
    case .throttled: current.throttled &+= 1
    }
  }

  @inline(never)
  mutating func expire(at time: Int64) {
    guard time >= edge else { return }
    let passed = (time - edge) / width + 1
    edge = saturatingSum(edge, passed &* width)
    // A whole turn empties the ring and leaves the head where it is.
    let turns = passed / Int64(Self.buckets)
    let rest = Int(passed % Int64(Self.buckets))
    for _ in 0..<(turns > 0 ? Self.buckets : rest) { emptyNext() }
    if turns > 0 { head = (head + rest) % Self.buckets }
  }

  private mutating func emptyNext() {
    ring[head] = current
    past.add(current)
    current = Counts()
    head = head + 1 == Self.buckets ? 0 : head + 1
    past.add(ring[head], times: -1)
    ring[head] = Counts()
  }

  mutating func read(_ gauge: Int, _ value: Double, at time: Int64) {
    gauges[gauge] = value
    gaugedAt[gauge] = time
  }

  /// Whether any gauge was read within the window.
  func hasReadings(at time: Int64) -> Bool {
    (0..<3).contains { gauge($0, at: time) != 0 }
  }

  /// The value of a gauge, or 0 when it was not read within the window.
  func gauge(_ gauge: Int, at time: Int64) -> Double {
    let read = gaugedAt[gauge]
    guard read != .min, time - read <= width * Int64(Self.buckets) else { return 0 }
    return gauges[gauge]
  }
}
