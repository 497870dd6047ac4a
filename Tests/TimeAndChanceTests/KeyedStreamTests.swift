import Testing
import TimeAndChance

@Suite
struct KeyedStreamTests {
  @Test
  func theGeneratorIsSplitMix64() {
    var stream = KeyedStream(state: 1_234_567)
    let published: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect(published.map { _ in stream.next() } == published)
  }

  @Test
  func theSameKeyGivesTheSameDrawsWhateverWasDrawnBefore() {
    let purpose = KeyedStream.Purpose(Seed(5), "round trip")
    var first = purpose.draws(message: 9, attempt: 2)
    for attempt in 0..<5 as Range<UInt64> {
      var extra = purpose.draws(message: 9, attempt: attempt)
      _ = extra.next()
    }
    var again = purpose.draws(message: 9, attempt: 2)
    #expect((0..<8).map { _ in first.next() } == (0..<8).map { _ in again.next() })
  }

  @Test
  func keysDoNotMeet() {
    let purposes = ["round trip", "answer"].map { KeyedStream.Purpose(Seed(5), $0) }
    var seen: Set<UInt64> = []
    for purpose in purposes {
      for message in 0..<10_000 as Range<UInt64> {
        for attempt in 0..<10 as Range<UInt64> {
          var draws = purpose.draws(message: message, attempt: attempt)
          seen.insert(draws.next())
        }
      }
    }
    #expect(seen.count == 200_000)
  }

  /// First draws over neighbouring messages and attempts: mean and correlation of a million, each
  /// within 5.5 standard errors (4·10⁻⁸).
  @Test(arguments: [(1, 0), (0, 1), (1, 1)] as [(UInt64, UInt64)])
  func neighbouringKeysAreIndependent(message step: UInt64, attempt: UInt64) {
    let purpose = KeyedStream.Purpose(Seed(3), "answer")
    let draws = (0..<1_000_001 as Range<UInt64>).map { index -> Double in
      var stream = purpose.draws(message: index &* step, attempt: index &* attempt)
      return stream.unit() - 0.5
    }
    let mean = draws.reduce(0, +) / Double(draws.count)
    let serial = zip(draws, draws.dropFirst()).reduce(0.0) { $0 + $1.0 * $1.1 } * 12 / 1_000_000
    #expect(abs(mean) < 5.5 * 0.000_289 && abs(serial) < 0.0055, "mean \(mean), serial \(serial)")
  }
}
