import FoundationEssentials
import Statistics
import Testing
import TimeAndChance

@Suite
struct LogLinearHistogramTests {
  @Test
  func quantilesKeepTheStatedError() {
    var chance = RandomStream(Seed(11))
    var histogram = LogLinearHistogram()
    var values: [Int64] = []
    for _ in 0..<200_000 {
      let value = Int64(DeterministicMath.exp(chance.uniform(from: 0, to: 32)))
      values.append(value)
      histogram.record(value)
    }
    values.sort()
    #expect(histogram.relativeError <= 0.001)
    for p in [0, 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999, 1] {
      let exact = Double(values[max(0, Int((p * 200_000).rounded(.up)) - 1)])
      let found = histogram.quantile(p) ?? -1
      #expect(abs(found - exact) <= exact * histogram.relativeError, "p \(p): \(found), \(exact)")
    }
    #expect(histogram.sum == values.reduce(into: Int128(0)) { $0 += Int128($1) })
    #expect(histogram.smallest == values.first && histogram.largest == values.last)
  }

  @Test
  func aHistogramThatWasWrittenIsReadBack() throws {
    var chance = RandomStream(Seed(13))
    for (bits, octaves) in [(9, 48), (5, 48), (1, 2), (16, 63)] {
      var histogram = LogLinearHistogram(bits: bits, octaves: octaves)
      for _ in 0..<1_000 { histogram.record(Int64(chance.below(1 << 40))) }
      histogram.recordNever(times: 3)
      let data = try JSONEncoder().encode(histogram)
      #expect(try JSONDecoder().decode(LogLinearHistogram.self, from: data) == histogram)
    }
  }

  @Test
  func mergingIsRecordingBoth() {
    var chance = RandomStream(Seed(12))
    var parts = [LogLinearHistogram(), LogLinearHistogram()]
    var whole = LogLinearHistogram()
    for step in 0..<20_000 {
      let value = Int64(bitPattern: chance.next() >> (1 + chance.below(60)))
      parts[step % 2].record(value)
      whole.record(value)
    }
    parts[0].recordNever(times: 3)
    whole.recordNever(times: 3)
    parts[0].merge(parts[1])
    #expect(parts[0] == whole)
    whole.removeAll()
    #expect(whole == LogLinearHistogram())
  }

  @Test
  func valuesThatNeverCameMoveThePercentiles() {
    var histogram = LogLinearHistogram()
    #expect(histogram.quantile(0.5) == nil && histogram.mean == nil)
    for value in 1...90 { histogram.record(Int64(value)) }
    histogram.recordNever(times: 10)
    #expect(histogram.quantile(0.9) == 90 && histogram.quantile(0.901) == .infinity)
    #expect(histogram.quantile(0.5) == 50 && histogram.mean == 45.5)
    #expect(histogram.count(atMost: 45) == 45 && histogram.count == 100)
    histogram.record(.max)
    #expect(histogram.largest == .max && histogram.value(ofRank: 91) == Double(Int64.max))
  }
}
