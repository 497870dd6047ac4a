/// The tables of one sampler: allocated once, never written again, freed with its last owner.
///
/// Layout of a guarded table: the body's knots; then, for the upper tail, one block per level whose
/// knots run outwards; then the same for the lower tail.
@safe
@usableFromInline
final class SamplerMemory: Sendable {
  @usableFromInline
  static let levelCells = 500
  @usableFromInline
  static let levelGuard = 5
  @usableFromInline
  static let levelStride = 501
  @usableFromInline
  static let upperLevels = 6
  @usableFromInline
  static let lowerLevels = 2
  static let bodyCells = 2_000
  static let bodyGuard = 20

  let count: Int
  private nonisolated(unsafe) let leaves: UnsafeMutablePointer<SamplerLeaf>
  /// Where each leaf's share of the 64-bit range ends; the last has no end.
  private nonisolated(unsafe) let ends: UnsafeMutablePointer<UInt64>
  private nonisolated(unsafe) let knots: UnsafeMutablePointer<Double>

  init(_ parts: [SamplerPart]) {
    precondition(!parts.isEmpty, "a distribution has at least one part")
    count = parts.count
    unsafe leaves = .allocate(capacity: parts.count)
    unsafe ends = .allocate(capacity: parts.count)
    unsafe knots = .allocate(capacity: max(1, parts.reduce(0) { $0 + $1.knots.count }))
    var used = 0
    var share = 0.0
    for (index, part) in parts.enumerated() {
      let start = unsafe knots + used
      for (offset, knot) in part.knots.enumerated() { unsafe start[offset] = knot }
      used += part.knots.count
      unsafe (leaves + index).initialize(to: part.leaf(at: start))
      share += part.share
      unsafe ends[index] =
        index == parts.count - 1 ? .max : UInt64(min(share, 0x1.fffffffffffffp-1) * 0x1p64)
    }
  }

  deinit {
    unsafe leaves.deallocate()
    unsafe ends.deallocate()
    unsafe knots.deallocate()
  }

  func leaf(_ index: Int) -> SamplerLeaf {
    precondition(index >= 0 && index < count, "leaf \(index) of \(count)")
    return unsafe leaves[index]
  }

  /// Returns the leaf that a uniform 64-bit number stands for.
  @usableFromInline
  func choose(_ bits: UInt64) -> SamplerLeaf {
    var index = 0
    while index < count - 1, unsafe bits >= ends[index] { index += 1 }
    return unsafe leaves[index]
  }
}

/// A part of a flattened distribution, before it has memory.
struct SamplerPart {
  var share: Double
  var kind: SamplerLeaf.Kind
  var cells: Int
  var isGuarded: Bool
  var scale: Double
  var shift: Double
  var cap: Double
  var knots: [Double]

  func leaf(at start: UnsafePointer<Double>) -> SamplerLeaf {
    unsafe SamplerLeaf(
      kind: kind,
      guarded: isGuarded ? UInt64(SamplerMemory.bodyGuard) : 0,
      cells: UInt64(cells),
      scale: scale,
      shift: shift,
      // Beyond the longest time a value is as good as for ever.
      cap: min(cap.rounded(), 4e18),
      knots: start
    )
  }
}

/// Returns the parts of a distribution: mixtures multiplied out, shifts added, caps moved outwards.
func flattened(_ shape: Distribution.Shape) -> [SamplerPart] {
  switch shape {
  case .mixture(let parts):
    return parts.flatMap { component in
      flattened(component.shape).map { part in
        var part = part
        part.share *= component.share
        return part
      }
    }
  case .shifted(let inner, let shift):
    let added = shift * 1e9
    return flattened(inner).map { part in
      var part = part
      part.shift += added
      part.cap += added
      return part
    }
  case .capped(let inner, let cap):
    return flattened(inner).map { part in
      var part = part
      part.cap = min(part.cap, cap * 1e9)
      return part
    }
  case .constant(let value):
    return [single(.constant, cap: value * 1e9)]
  case .exponential(let mean):
    return [single(.exponential, scale: mean * 1e9)]
  case .uniform(let low, let high):
    return [single(.uniform, scale: (high - low) * 1e9, shift: low * 1e9)]
  case .empirical(let values):
    return [single(.table, cells: values.count - 1, knots: values.map(knot))]
  case .lognormal, .gamma, .weibull, .pareto, .loglogistic, .percentiles:
    return [
      single(.table, cells: SamplerMemory.bodyCells, isGuarded: true, knots: guardedKnots(shape))
    ]
  }
}

private func single(
  _ kind: SamplerLeaf.Kind,
  cells: Int = 1,
  isGuarded: Bool = false,
  scale: Double = 0,
  shift: Double = 0,
  cap: Double = .infinity,
  knots: [Double] = []
) -> SamplerPart {
  SamplerPart(
    share: 1,
    kind: kind,
    cells: cells,
    isGuarded: isGuarded,
    scale: scale,
    shift: shift,
    cap: cap,
    knots: knots
  )
}

/// Whole nanoseconds: differences in the last bit of a quantile end here.
private func knot(_ seconds: Double) -> Double {
  min((seconds * 1e9).rounded(), 4e18)
}

private func guardedKnots(_ shape: Distribution.Shape) -> [Double] {
  let cells = Double(SamplerMemory.bodyCells)
  var knots: [Double] = []
  for index in 0...SamplerMemory.bodyCells {
    let p = Double(index) / cells
    // The ends are never read: finer tables stand in for the outer cells.
    let isEnd = index == 0 || index == SamplerMemory.bodyCells
    knots.append(isEnd ? 0 : knot(p <= 0.5 ? shape.quantile(p) : shape.quantile(upperTail: 1 - p)))
  }
  appendLevels(SamplerMemory.upperLevels, to: &knots) { shape.quantile(upperTail: $0) }
  appendLevels(SamplerMemory.lowerLevels, to: &knots) { shape.quantile($0) }
  return knots
}

/// Appends a tail's levels: level n runs from probability 100⁻ⁿ outwards.
private func appendLevels(_ levels: Int, to knots: inout [Double], _ value: (Double) -> Double) {
  var outer = 1.0
  for _ in 1...levels {
    outer /= 100
    for index in 0...SamplerMemory.levelCells {
      // The last knot stands at a hundredth of a cell instead of at probability 0.
      let left =
        index == SamplerMemory.levelCells
        ? 0.01 : Double(SamplerMemory.levelCells - index)
      knots.append(knot(value(outer * left / Double(SamplerMemory.levelCells))))
    }
  }
}
