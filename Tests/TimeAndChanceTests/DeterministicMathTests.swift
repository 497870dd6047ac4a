import Glibc
import Testing
import TimeAndChance

@Suite
struct DeterministicMathTests {
  /// Distance in units in the last place.
  private func distance(_ a: Double, _ b: Double) -> Double {
    a == b ? 0 : abs(a - b) / b.ulp
  }

  @Test
  func isWithinTwoUnitsOfTheLibrary() {
    var chance = RandomStream(Seed(20_261_120))
    var worst = [0.0, 0, 0, 0, 0, 0]
    for _ in 0..<200_000 {
      let x = chance.uniform(from: -700, to: 700)
      worst[0] = max(worst[0], distance(DeterministicMath.exp(x), exp(x)))
      let y = exp(chance.uniform(from: -700, to: 700))
      worst[1] = max(worst[1], distance(DeterministicMath.log(y), log(y)))
      let near = chance.uniform(from: 0.5, to: 2)
      worst[2] = max(worst[2], distance(DeterministicMath.log(near), log(near)))
      let small = chance.uniform(from: -0.5, to: 1)
      worst[3] = max(worst[3], distance(DeterministicMath.log1p(small), log1p(small)))
      worst[4] = max(worst[4], distance(DeterministicMath.expm1(small), expm1(small)))
      let turns = chance.uniform(from: -3, to: 3)
      worst[5] = max(worst[5], abs(DeterministicMath.sine(ofTurns: turns) - sin(2 * .pi * turns)))
    }
    #expect(worst[0] <= 2 && worst[1] <= 2 && worst[2] <= 2, "\(worst)")
    #expect(worst[3] <= 4 && worst[4] <= 4 && worst[5] < 5e-15, "\(worst)")
  }

  @Test
  func endsAreRight() {
    #expect(DeterministicMath.exp(0) == 1 && DeterministicMath.log(1) == 0)
    #expect(DeterministicMath.exp(-800) == 0 && DeterministicMath.exp(800) == .infinity)
    #expect(DeterministicMath.exp(-.infinity) == 0 && DeterministicMath.log(0) == -.infinity)
    #expect(DeterministicMath.log(-1).isNaN && DeterministicMath.log(.infinity) == .infinity)
    #expect(abs(DeterministicMath.log(0x1p-1074) + 744.4400719213812) < 1e-12)
    #expect(DeterministicMath.exp(-745) == 0x1p-1074)
    #expect(DeterministicMath.cosine(ofTurns: 0.5) == -1)
    #expect(DeterministicMath.log1p(1e-20) == 1e-20 && DeterministicMath.expm1(1e-20) == 1e-20)
  }

  /// Bits that every machine must give; a change here changes every simulated result.
  @Test(arguments: [
    (0.1, 0x1.1aec7b35a00d4p0, -0x1.26bb1bbb55515p1),
    (10, 0x1.5829dcf95056p14, 0x1.26bb1bbb55516p1),
  ])
  func bitsAreFixed(x: Double, exponential: Double, logarithm: Double) {
    #expect(distance(DeterministicMath.exp(x), exponential) <= 1)
    #expect(distance(DeterministicMath.log(x), logarithm) <= 1)
  }
}
