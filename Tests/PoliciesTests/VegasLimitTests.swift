import Policies
import Testing
import TimeAndChance

@Suite
struct VegasLimitTests {
  struct Row: Sendable {
    let settings: VegasLimit.Settings
    /// Each is a round trip in ms, calls in flight, and whether it was dropped.
    let samples: [(Int64, Int, Bool)]
    let limits: [Int]
  }

  static let small = VegasLimit.Settings(initial: 10, most: 20, alpha: 3, beta: 6)
  static let table: [Row] = [
    Row(settings: small, samples: [(10, 10, false), (10, 11, false)], limits: [10, 16]),
    Row(settings: small, samples: [(10, 10, false), (50, 11, false)], limits: [10, 9]),
    Row(settings: small, samples: [(10, 10, false), (12, 10, false)], limits: [10, 11]),
    Row(settings: small, samples: [(10, 14, false), (14, 14, false)], limits: [10, 10]),
    Row(settings: small, samples: [(10, 10, false), (50, 4, false)], limits: [10, 10]),
    Row(settings: small, samples: [(10, 10, false), (50, 4, true)], limits: [10, 9]),
    Row(
      settings: .init(initial: 100, most: 200, smoothing: .percent(50), decrease: .half),
      samples: [(10, 100, false), (20, 100, false), (20, 100, false)],
      limits: [100, 75, 56]
    ),
    Row(
      settings: .init(initial: 10_000, most: 20_000),
      samples: [(10_000, 5000, false), (10_000, 6000, false)],
      limits: [10_000, 10_024]
    ),
  ]

  @Test(arguments: table.indices)
  func learnsFromTheQueue(_ index: Int) {
    let row = Self.table[index]
    var chance = RandomStream(Seed(12))
    var limit = VegasLimit(row.settings)
    let line = row.samples.map { sample -> Int in
      limit.sample(
        roundTrip: sample.0 * 1_000_000,
        inFlight: sample.1,
        dropped: sample.2,
        using: &chance
      )
      return limit.limit
    }
    #expect(line == row.limits)
  }

  @Test
  func aProviderThatBecameSlowerForGoodIsBelieved() {
    var chance = RandomStream(Seed(13))
    var limit = VegasLimit(.init(initial: 20, most: 100))
    var lowest = Int.max
    for sample in 0..<20_000 {
      let roundTrip: Int64 = sample < 100 ? 10_000_000 : 80_000_000
      limit.sample(roundTrip: roundTrip, inFlight: limit.limit, dropped: false, using: &chance)
      if sample > 100 { lowest = min(lowest, limit.limit) }
    }
    #expect(lowest < 10 && limit.limit > 50)
  }
}
