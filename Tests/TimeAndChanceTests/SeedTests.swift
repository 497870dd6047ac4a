import Testing
import TimeAndChance

@Suite
struct SeedTests {
  @Test
  func namesAndNumbersDeriveSeedsThatNeverMove() {
    // Golden values: a change here changes every result that was ever published.
    #expect(Seed(7).named("arrivals").value == 9_960_369_842_205_936_091)
    #expect(Seed(7).numbered(3).value == 11_944_569_406_830_784_805)
    #expect(mixed(1) == 0x5692_161d_100b_05e5)
  }

  @Test
  func derivedSeedsAreDistinct() {
    let root = Seed(7)
    let named = (0..<10_000).map { root.named("stream \($0)").value }
    let numbered = (0..<10_000).map { root.numbered($0).value }
    let nested = (0..<10_000).map { root.numbered($0).named("x").value }
    let other = (0..<10_000).map { Seed(8).numbered($0).value }
    #expect(Set(named + numbered + nested + other + [root.value]).count == 40_001)
  }

  @Test
  func mixingLosesNothingAndSpreadsEveryBit() {
    // Flipping one bit of the input flips 32 of 64 on average; over 64,000 trials the mean lies
    // within 0.1 of it (5.6 standard errors for a fair coin: one false alarm in 10⁷).
    var flips = 0
    for trial in 0..<1_000 as Range<UInt64> {
      let x = mixed(trial &* 0x9e37_79b9_7f4a_7c15)
      flips += (0..<64).reduce(0) { $0 + (mixed(x) ^ mixed(x ^ (1 << UInt64($1)))).nonzeroBitCount }
    }
    let mean = Double(flips) / 64_000
    #expect(abs(mean - 32) < 0.1, "mean \(mean)")
  }
}
