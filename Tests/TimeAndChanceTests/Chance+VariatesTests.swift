import Testing
import TimeAndChance

/// Every bound below is at least five standard errors wide or the matching quantile: a correct
/// generator fails any one of them with probability below 10⁻⁶, and the seeds are fixed.
@Suite
struct ChanceVariatesTests {
  /// The sources under test: a stream, and keys walked over messages and over attempts.
  enum Source: CaseIterable {
    case stream
    case messages
    case attempts
    case numberedSeeds

    func draws(_ count: Int) -> [UInt64] {
      var stream = RandomStream(Seed(31), "draws")
      let purpose = KeyedStream.Purpose(Seed(31), "round trip")
      return (0..<count).map { index in
        let key = UInt64(index)
        switch self {
        case .stream: return stream.next()
        case .messages:
          var draws = purpose.draws(message: key, attempt: 0)
          return draws.next()
        case .attempts:
          var draws = purpose.draws(message: key >> 2, attempt: key & 3)
          return draws.next()
        case .numberedSeeds:
          var draws = RandomStream(Seed(31).numbered(key))
          return draws.next()
        }
      }
    }
  }

  @Test(arguments: Source.allCases)
  func everyBitIsFair(source: Source) {
    let draws = source.draws(200_000)
    for bit in 0..<64 {
      let ones = draws.reduce(0) { $0 + Int(($1 >> UInt64(bit)) & 1) }
      // Standard deviation 223.6; 6.5 of them for each of 64 bits.
      #expect(abs(ones - 100_000) < 1_460, "bit \(bit): \(ones)")
    }
  }

  @Test(arguments: Source.allCases)
  func bytesAreUniform(source: Source) {
    let draws = source.draws(200_000)
    for shift in [UInt64(0), 24, 56] {
      var counts = [Double](repeating: 0, count: 256)
      for draw in draws { counts[Int((draw >> shift) & 255)] += 1 }
      let expected = 200_000.0 / 256
      let chiSquare = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
      // 255 degrees of freedom: 10⁻⁷ tails near 147 and 385.
      #expect(chiSquare > 140 && chiSquare < 390, "shift \(shift): \(chiSquare)")
    }
  }

  @Test(arguments: Source.allCases)
  func neighboursAreUncorrelated(source: Source) {
    let draws = source.draws(200_000).map { Double($0 >> 11) * 0x1p-53 - 0.5 }
    for lag in 1...8 {
      var sum = 0.0
      for index in lag..<draws.count { sum += draws[index] * draws[index - lag] }
      let correlation = sum / Double(draws.count - lag) * 12
      #expect(abs(correlation) < 5.5 / 200_000.0.squareRoot(), "lag \(lag): \(correlation)")
    }
    // Pairs on a 16 by 16 grid.
    var cells = [Double](repeating: 0, count: 256)
    for index in stride(from: 0, to: draws.count - 1, by: 2) {
      cells[Int((draws[index] + 0.5) * 16) * 16 + Int((draws[index + 1] + 0.5) * 16)] += 1
    }
    let expected = 100_000.0 / 256
    let chiSquare = cells.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    #expect(chiSquare > 140 && chiSquare < 390, "pairs: \(chiSquare)")
  }

  @Test(arguments: [UInt64(1), 2, 3, 7, 10, 100, 1_000])
  func belowIsUnbiased(bound: UInt64) {
    var chance = RandomStream(Seed(99))
    var counts = [Double](repeating: 0, count: Int(bound))
    for _ in 0..<200_000 { counts[Int(chance.below(bound))] += 1 }
    let expected = 200_000.0 / Double(bound)
    let chiSquare = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    let freedom = Double(bound - 1)
    #expect(chiSquare <= freedom + 6 * (2 * freedom).squareRoot() + 25, "\(bound): \(chiSquare)")
  }

  @Test
  func unitStaysInItsRange() {
    var chance = RandomStream(Seed(5))
    var sum = 0.0
    var isInside = true
    for _ in 0..<1_000_000 {
      let unit = chance.unit()
      let positive = chance.positiveUnit()
      isInside = isInside && unit >= 0 && unit < 1 && positive > 0 && positive <= 1
      sum += unit + positive
    }
    #expect(isInside)
    #expect(abs(sum / 2_000_000 - 0.5) < 5 * 0.2887 / 2_000_000.0.squareRoot())
  }

  /// Moments of the ziggurats, and the shares of draws beyond fixed points, against exact values.
  @Test
  func exponentialIsExact() {
    let count = 4_000_000
    var chance = RandomStream(Seed(77))
    var sums = [0.0, 0, 0]
    var beyond = [0.0, 0, 0, 0]
    for _ in 0..<count {
      let x = chance.exponential()
      sums[0] += x
      sums[1] += x * x
      sums[2] += x * x * x
      if x > 0.05 { beyond[0] += 1 }
      if x > 1 { beyond[1] += 1 }
      if x > 4 { beyond[2] += 1 }
      if x > 8 { beyond[3] += 1 }
    }
    // Moments 1, 2, 6 with variances 1, 20, 684.
    expect(sums, near: [1, 2, 6], variances: [1, 20, 684], count)
    let tails = [0.05, 1, 4, 8].map { DeterministicMath.exp(-$0) }
    expect(beyond, near: tails, variances: tails.map { $0 * (1 - $0) }, count)
  }

  @Test
  func normalIsExact() {
    let count = 4_000_000
    var chance = RandomStream(Seed(78))
    var sums = [0.0, 0, 0, 0]
    var beyond = [0.0, 0, 0, 0]
    for _ in 0..<count {
      let x = chance.normal()
      let square = x * x
      sums[0] += x
      sums[1] += square
      sums[2] += square * x
      sums[3] += square * square
      if x > 0.5 { beyond[0] += 1 }
      if x < -2 { beyond[1] += 1 }
      if x > 3.7 { beyond[2] += 1 }
      if x < -4 { beyond[3] += 1 }
    }
    expect(sums, near: [0, 1, 0, 3], variances: [1, 2, 15, 96], count)
    let tails = [
      0.308_537_538_725_986_9, 0.022_750_131_948_179_2, 1.077_997_334_773_883e-4,
      3.167_124_183_311_992e-5,
    ]
    expect(beyond, near: tails, variances: tails.map { $0 * (1 - $0) }, count)
  }

  private func expect(
    _ sums: [Double],
    near expected: [Double],
    variances: [Double],
    _ count: Int
  ) {
    for (index, sum) in sums.enumerated() {
      let error = (variances[index] / Double(count)).squareRoot()
      let found = sum / Double(count)
      #expect(abs(found - expected[index]) < 5.2 * error, "\(index): \(found)")
    }
  }

  /// Kolmogorov distance over a million draws; 3.1/√n is exceeded with probability below 10⁻⁸.
  @Test
  func exponentialFollowsItsLaw() {
    var chance = RandomStream(Seed(79))
    let draws = (0..<1_000_000).map { _ in 1 - DeterministicMath.exp(-chance.exponential()) }
      .sorted()
    var worst = 0.0
    for (rank, u) in draws.enumerated() { worst = max(worst, abs(u - Double(rank) / 1e6)) }
    #expect(worst < 3.1e-3, "\(worst)")
  }
}
