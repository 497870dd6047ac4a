import Testing

@testable import TimeAndChance

@Suite
struct RandomStreamTests {
  @Test
  func theGeneratorIsXoshiro256PlusPlus() {
    // The published sequence from the state 1, 2, 3, 4.
    var stream = RandomStream(Seed(0))
    (stream.a, stream.b, stream.c, stream.d) = (1, 2, 3, 4)
    let published: [UInt64] = [
      41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386,
      9_228_616_714_210_784_205, 9_973_669_472_204_895_162, 14_011_001_112_246_962_877,
      12_406_186_145_184_390_807, 15_849_039_046_786_891_736, 10_450_023_813_501_588_000,
    ]
    #expect(published.map { _ in stream.next() } == published)
  }

  @Test
  func aNameGivesItsOwnStream() {
    var named = RandomStream(Seed(1), "arrivals")
    var derived = RandomStream(Seed(1).named("arrivals"))
    var other = RandomStream(Seed(1), "faults")
    let draws = (0..<4).map { _ in named.next() }
    #expect(draws == (0..<4).map { _ in derived.next() })
    #expect(draws != (0..<4).map { _ in other.next() })
  }

  /// Byte frequencies by chi-square with 255 degrees of freedom: 400 is 5.5 standard deviations up
  /// (upper tail 2·10⁻⁸ per byte position; eight positions, four seeds: below 10⁻⁶).
  @Test(arguments: [1, 2, 3, 0xffff_ffff_ffff_ffff] as [UInt64])
  func everyByteIsUniform(seed: UInt64) {
    var stream = RandomStream(Seed(seed))
    var counts = [Int](repeating: 0, count: 8 * 256)
    let draws = 256_000
    for _ in 0..<draws {
      let word = stream.next()
      for byte in 0..<8 { counts[byte * 256 + Int((word >> UInt64(8 * byte)) & 255)] += 1 }
    }
    let expected = Double(draws) / 256
    let worst = (0..<8).map { byte in
      counts[(byte * 256)..<(byte * 256 + 256)].reduce(0.0) { sum, count in
        sum + (Double(count) - expected) * (Double(count) - expected) / expected
      }
    }
    #expect((worst.max() ?? 0) < 400, "seed \(seed): \(worst)")
  }

  /// The correlation of neighbours and of streams from neighbouring seeds: with a million pairs the
  /// standard error is 0.001, so 0.0055 is 5.5 of them (4·10⁻⁸ each).
  @Test(arguments: [1, 2, 16, 1_000])
  func neighboursAreUncorrelated(lag: Int) {
    var stream = RandomStream(Seed(11))
    let draws = (0..<1_000_000 + lag).map { _ in stream.unit() - 0.5 }
    var neighbour = RandomStream(Seed(11 + UInt64(lag)))
    let others = (0..<1_000_000).map { _ in neighbour.unit() - 0.5 }
    let serial = (0..<1_000_000).reduce(0.0) { $0 + draws[$1] * draws[$1 + lag] } * 12 / 1_000_000
    let across = (0..<1_000_000).reduce(0.0) { $0 + draws[$1] * others[$1] } * 12 / 1_000_000
    #expect(abs(serial) < 0.0055 && abs(across) < 0.0055, "lag \(lag): \(serial), \(across)")
  }
}
