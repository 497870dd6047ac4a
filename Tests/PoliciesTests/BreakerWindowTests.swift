import Testing
import TimeAndChance

@testable import Policies

@Suite
struct BreakerWindowTests {
  private struct Record {
    let time: Int64
    let failed: Bool
    let slow: Bool
  }

  /// Counts what a window of the given shape holds, the slow way.
  private func counted(
    _ records: [Record],
    _ geometry: Breaker.Window,
    at now: Int64
  ) -> Breaker.Counts {
    let live: ArraySlice<Record>
    switch geometry {
    case .count(let size): live = records.suffix(size)
    case .time(let span, let buckets):
      let width = span.wholeNanoseconds / Int64(buckets)
      let oldest = now / width - Int64(buckets) + 1
      live = records.filter { $0.time / width >= oldest }[...]
    case .fixedInterval(let span):
      live = records.filter { $0.time / span.wholeNanoseconds == now / span.wholeNanoseconds }[...]
    case .unbounded: live = records[...]
    }
    var counts = Breaker.Counts()
    for record in live { counts.add(failed: record.failed, slow: record.slow) }
    return counts
  }

  @Test(arguments: [
    Breaker.Window.count(size: 1), .count(size: 7), .time(span: .seconds(10), buckets: 10),
    .time(span: .seconds(3), buckets: 1), .time(span: .seconds(7), buckets: 4),
    .fixedInterval(.seconds(5)), .unbounded,
  ])
  func agreesWithAPlainList(_ geometry: Breaker.Window) {
    var dice = RandomStream(Seed(11))
    for round in 0..<500 {
      var window = BreakerWindow(geometry, semantics: Breaker.Semantics(), at: 0)
      var records: [Record] = []
      var now: Int64 = 0
      for _ in 0..<300 {
        now += dice.nanoseconds(below: dice.happens(0.05) ? 20_000_000_000 : 900_000_000)
        if dice.happens(0.7) {
          let record = Record(time: now, failed: dice.happens(0.4), slow: dice.happens(0.3))
          records.append(record)
          window.add(failed: record.failed, slow: record.slow, weight: 1, at: now)
        } else {
          window.expire(at: now)
        }
        guard window.sum == counted(records, geometry, at: now) else {
          Issue.record("round \(round) at \(now)")
          return
        }
      }
    }
  }

  /// Ticks of one second; a digit is the number of results in the window after that second.
  @Test
  func wholeBucketsFallOut() {
    let added = "1111100000"
    let total = "1234543210"
    var window = BreakerWindow(
      .time(span: .seconds(5), buckets: 5),
      semantics: Breaker.Semantics(),
      at: 0
    )
    var seen = ""
    for (second, tick) in added.enumerated() {
      let now = Int64(second) * 1_000_000_000 + 500_000_000
      if tick == "1" { window.add(failed: true, slow: false, weight: 1, at: now) }
      window.expire(at: now)
      seen += "\(window.sum.total)"
    }
    #expect(seen == total)
  }
}
