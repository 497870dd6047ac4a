extension Chance {
  /// Draws from the exponential distribution with mean 1, exactly, by the ziggurat method.
  ///
  /// About 2 ns in 98.9 of 100 draws; those take one number from the stream, the others more.
  /// Multiply by the mean that is wanted.
  @inlinable
  public mutating func exponential() -> Double {
    let bits = next()
    // Eight low bits choose the layer, 53 high bits the place in it: they do not overlap.
    let layer = Int(truncatingIfNeeded: bits & 255)
    let x = Double(Int64(bitPattern: bits >> 11)) * 0x1p-53 * Ziggurat.exponentialEdges[layer]
    if x < Ziggurat.exponentialEdges[layer &+ 1] { return x }
    return exponentialOutside(layer: layer, at: x)
  }

  /// Draws from the normal distribution with mean 0 and variance 1, exactly, by the ziggurat method.
  ///
  /// About 2 ns in 98.8 of 100 draws.
  @inlinable
  public mutating func normal() -> Double {
    let bits = next()
    let layer = Int(truncatingIfNeeded: bits & 255)
    let x = Double(Int64(bitPattern: bits) >> 11) * 0x1p-52 * Ziggurat.normalEdges[layer]
    if abs(x) < Ziggurat.normalEdges[layer &+ 1] { return x }
    return normalOutside(layer: layer, at: x)
  }

  /// Decides the draws that fell outside the part of their layer that lies wholly under the curve.
  @inlinable
  @inline(never)
  mutating func exponentialOutside(layer: Int, at first: Double) -> Double {
    var layer = layer
    var x = first
    var beyond = 0.0
    while true {
      if x < Ziggurat.exponentialEdges[layer + 1] { return beyond + x }
      if layer == 0 {
        // What lies beyond the tail's start is exponential again (no memory): start over there.
        beyond += Ziggurat.exponentialTail
      } else {
        let low = Ziggurat.exponentialHeight(Ziggurat.exponentialEdges[layer])
        let high = Ziggurat.exponentialHeight(Ziggurat.exponentialEdges[layer + 1])
        if low + (high - low) * unit() < Ziggurat.exponentialHeight(x) { return beyond + x }
      }
      let bits = next()
      layer = Int(truncatingIfNeeded: bits & 255)
      x = Double(Int64(bitPattern: bits >> 11)) * 0x1p-53 * Ziggurat.exponentialEdges[layer]
    }
  }

  /// Decides the draws that fell outside the part of their layer that lies wholly under the curve.
  @inlinable
  @inline(never)
  mutating func normalOutside(layer: Int, at first: Double) -> Double {
    var layer = layer
    var x = first
    while true {
      if abs(x) < Ziggurat.normalEdges[layer + 1] { return x }
      if layer == 0 { return normalTail(negative: x < 0) }
      let low = Ziggurat.normalHeight(Ziggurat.normalEdges[layer])
      let high = Ziggurat.normalHeight(Ziggurat.normalEdges[layer + 1])
      if low + (high - low) * unit() < Ziggurat.normalHeight(x) { return x }
      let bits = next()
      layer = Int(truncatingIfNeeded: bits & 255)
      x = Double(Int64(bitPattern: bits) >> 11) * 0x1p-52 * Ziggurat.normalEdges[layer]
    }
  }

  /// Draws from the normal beyond the last edge (Marsaglia 1964).
  @inlinable
  mutating func normalTail(negative: Bool) -> Double {
    let start = Ziggurat.normalTail
    while true {
      let a = -DeterministicMath.log(positiveUnit()) / start
      let b = -DeterministicMath.log(positiveUnit())
      if b + b > a * a { return negative ? -(start + a) : start + a }
    }
  }
}
