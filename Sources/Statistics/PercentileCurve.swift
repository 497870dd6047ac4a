/// A distribution through stated percentiles: lognormal between each two of them.
///
/// On normal probability paper with a logarithmic axis the curve is a polygon through the points;
/// its first and last lines go on beyond them. Quantiles at the points are exact, moments are closed.
package struct PercentileCurve: Sendable, Hashable {
  /// A stretch of the polygon: ln x = `intercept` + `slope`·z for z in `from` ..< `to`.
  struct Piece: Sendable, Hashable {
    let from: Double
    let to: Double
    let intercept: Double
    let slope: Double
  }

  /// The stated points in ascending order of probability.
  package let points: [Point]
  let pieces: [Piece]

  /// One stated percentile.
  package struct Point: Sendable, Hashable {
    package let probability: Double
    package let value: Double

    package init(probability: Double, value: Double) {
      self.probability = probability
      self.value = value
    }
  }

  init(_ points: [Point]) {
    self.points = points
    var pieces: [Piece] = []
    for index in 1..<points.count {
      let z0 = SpecialFunctions.normalQuantile(points[index - 1].probability)
      let z1 = SpecialFunctions.normalQuantile(points[index].probability)
      let y0 = naturalLog(points[index - 1].value)
      let slope = (naturalLog(points[index].value) - y0) / (z1 - z0)
      pieces.append(
        Piece(
          from: index == 1 ? -.infinity : z0,
          to: index == points.count - 1 ? .infinity : z1,
          intercept: y0 - slope * z0,
          slope: slope
        )
      )
    }
    self.pieces = pieces
  }

  /// Returns the value at the standard normal's `z`.
  func value(atNormal z: Double) -> Double {
    for piece in pieces where z < piece.to {
      return naturalExp(piece.intercept + piece.slope * z)
    }
    return .infinity
  }

  /// Returns the standard normal's z at value `x` > 0.
  func normal(at x: Double) -> Double {
    let y = naturalLog(x)
    for piece in pieces {
      let z = (y - piece.intercept) / piece.slope
      if z < piece.to { return z }
    }
    return .infinity
  }

  /// Returns E[Xᵏ; X ≤ c].
  func partialMoment(_ k: Double, upTo c: Double) -> Double {
    if c <= 0 { return 0 }
    let limit = c == .infinity ? c : normal(at: c)
    var sum = 0.0
    for piece in pieces where piece.from < limit {
      let shift = k * piece.slope
      let low = piece.from - shift
      let high = min(piece.to, limit) - shift
      // The difference of the smaller tails keeps its digits.
      let mass =
        low > 0
        ? SpecialFunctions.normalTail(low) - SpecialFunctions.normalTail(high)
        : SpecialFunctions.normalCDF(high) - SpecialFunctions.normalCDF(low)
      sum += naturalExp(k * piece.intercept + 0.5 * shift * shift) * mass
    }
    return sum
  }
}
