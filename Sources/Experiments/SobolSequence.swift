/// Sobol's low-discrepancy sequence with the direction numbers of Joe and Kuo (2008), in Gray-code
/// order (Antonov and Saleev 1979); the origin is left out.
struct SobolSequence {
  /// Degree, inner coefficients of the primitive polynomial, and initial numbers, from the second
  /// dimension on.
  private static let table: [(degree: Int, inner: UInt32, first: [UInt32])] = [
    (1, 0, [1]), (2, 1, [1, 3]), (3, 1, [1, 3, 1]), (3, 2, [1, 1, 1]), (4, 1, [1, 1, 3, 3]),
    (4, 4, [1, 3, 5, 13]), (5, 2, [1, 1, 5, 5, 17]), (5, 4, [1, 1, 5, 5, 5]),
    (5, 7, [1, 1, 7, 11, 19]), (5, 11, [1, 1, 5, 1, 1]), (5, 13, [1, 1, 1, 3, 11]),
    (5, 14, [1, 3, 5, 5, 31]), (6, 1, [1, 3, 3, 9, 7, 49]), (6, 13, [1, 1, 1, 15, 21, 21]),
    (6, 16, [1, 3, 1, 13, 27, 49]), (6, 19, [1, 1, 1, 15, 7, 5]), (6, 22, [1, 3, 1, 15, 13, 25]),
    (6, 25, [1, 1, 5, 5, 19, 61]), (7, 1, [1, 3, 7, 11, 23, 15, 103]),
  ]

  /// How many dimensions the table serves.
  static let most = table.count + 1

  private let directions: [[UInt32]]
  private var state: [UInt32]
  private var index: UInt32 = 0

  init(dimensions: Int) {
    precondition(
      (1...Self.most).contains(dimensions),
      "Sobol points have 1 to \(Self.most) dimensions here, found \(dimensions)"
    )
    directions = (0..<dimensions).map(Self.directions)
    state = Array(repeating: 0, count: dimensions)
  }

  mutating func next() -> [Double] {
    let bit = (~index).trailingZeroBitCount
    index += 1
    for dimension in state.indices { state[dimension] ^= directions[dimension][bit] }
    return state.map { Double($0) * 0x1p-32 }
  }

  private static func directions(of dimension: Int) -> [UInt32] {
    guard dimension > 0 else { return (0..<32).map { 1 << (31 - UInt32($0)) } }
    let (degree, inner, first) = table[dimension - 1]
    var result = first.enumerated().map { $1 << (31 - UInt32($0)) }
    for i in degree..<32 {
      var value = result[i - degree] ^ (result[i - degree] >> UInt32(degree))
      for k in 1..<max(degree, 1) where (inner >> UInt32(degree - 1 - k)) & 1 == 1 {
        value ^= result[i - k]
      }
      result.append(value)
    }
    return result
  }
}
