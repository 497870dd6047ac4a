internal import TimeAndChance

/// Two sums over a span of time that slides in slices, kept in O(1) per step.
///
/// Slices lie on a grid that starts at the first instant. A read pays for the slices that have passed
/// since the last one and for nothing else, at most once around. Time that steps back counts as now.
struct SlidingSums: Sendable {
  /// The slice that is being filled; its place among the slices is empty.
  private var current = SIMD2<Int64>.zero
  /// The sum of all other slices.
  private var past = SIMD2<Int64>.zero
  private var slices: ContiguousArray<SIMD2<Int64>>
  private var head = 0
  private var begin: Int64
  private var end: Int64
  private let width: Int64
  private let realigns: Bool

  /// Creates empty sums; with `realigning` a slice lasts from when it is first touched, as Finagle's.
  init(over span: Duration, slices count: Int, realigning: Bool = false, at start: Instant) {
    precondition(count >= 1, "a window has at least one slice")
    realigns = realigning
    width = max(1, span.wholeNanoseconds / Int64(count))
    slices = ContiguousArray(repeating: .zero, count: count)
    begin = start.nanoseconds
    end = saturatingSum(start.nanoseconds, width)
  }

  /// The running number of the current slice, which names it to `add(_:toSlice:)`.
  private(set) var slice: UInt32 = 0

  /// The sums over the whole span.
  var total: SIMD2<Int64> { past &+ current }

  @inline(__always)
  mutating func advance(to now: Instant) {
    if now.nanoseconds >= end { slide(to: now.nanoseconds) }
  }

  @inline(never)
  private mutating func slide(to now: Int64) {
    let passed = begin.distance(to: now, inSteps: width)
    slices[head] = current
    past &+= current
    current = .zero
    if passed >= Int64(slices.count) {
      for index in slices.indices { slices[index] = .zero }
      past = .zero
    } else {
      for _ in 0..<passed {
        head = head + 1 == slices.count ? 0 : head + 1
        past &-= slices[head]
        slices[head] = .zero
      }
    }
    slice &+= UInt32(truncatingIfNeeded: passed)
    begin = realigns ? now : saturatingSum(begin, passed * width)
    end = saturatingSum(begin, width)
  }

  /// Adds to the current slice; `advance(to:)` comes first.
  @inline(__always)
  mutating func add(_ amounts: SIMD2<Int64>) {
    current &+= amounts
  }

  /// Adds to the slice called `number`, unless it has left the window.
  mutating func add(_ amounts: SIMD2<Int64>, toSlice number: UInt32) {
    let age = slice &- number
    if age == 0 { return add(amounts) }
    guard age < slices.count else { return }
    let index = head - Int(age)
    slices[index < 0 ? index + slices.count : index] &+= amounts
    past &+= amounts
  }
}

extension Int64 {
  /// Whole steps from here to `later`, without overflow on distant instants.
  fileprivate func distance(to later: Int64, inSteps width: Int64) -> Int64 {
    let (span, overflow) = later.subtractingReportingOverflow(self)
    return overflow ? .max / width : span / width
  }
}
