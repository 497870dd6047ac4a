public import TimeAndChance

/// One part of a distribution that is drawn in one way, moved and capped.
///
/// The pointer leads into the `SamplerMemory` that made this leaf and outlives it; a leaf never
/// leaves its `Sampler`. Debug builds check every index.
@safe
@usableFromInline
struct SamplerLeaf: Sendable {
  @usableFromInline
  enum Kind: UInt8, Sendable {
    case constant
    case exponential
    case uniform
    case table
  }

  @usableFromInline
  let kind: Kind
  /// How many cells at each end of the table are replaced by the finer tables; 0 for none.
  @usableFromInline
  let guarded: UInt64
  /// How many cells the table has.
  @usableFromInline
  let cells: UInt64
  /// Mean of an exponential, width of a uniform, in nanoseconds.
  @usableFromInline
  let scale: Double
  /// Added to every draw, rounded with it.
  @usableFromInline
  let shift: Double
  /// No draw exceeds this whole number.
  @usableFromInline
  let cap: Double
  @usableFromInline
  nonisolated(unsafe) let knots: UnsafePointer<Double>

  init(
    kind: Kind,
    guarded: UInt64,
    cells: UInt64,
    scale: Double,
    shift: Double,
    cap: Double,
    knots: UnsafePointer<Double>
  ) {
    self.kind = kind
    self.guarded = guarded
    self.cells = cells
    self.scale = scale
    self.shift = shift
    self.cap = cap
    unsafe self.knots = unsafe knots
  }

  @inlinable
  @inline(__always)
  func draw(using chance: inout some Chance) -> Int64 {
    switch kind {
    case .table:
      let (cell, rest) = chance.next().multipliedFullWidth(by: cells)
      let x =
        cell &- guarded < cells &- 2 &* guarded
        ? between(Int(truncatingIfNeeded: cell), rest) : tail(cell: cell, using: &chance)
      return finished(x)
    case .constant: return Int64(cap)
    case .exponential: return finished(chance.exponential() * scale)
    case .uniform: return finished(chance.unit() * scale)
    }
  }

  /// Rounds to a whole nanosecond: up from a half, since no draw is negative.
  @inlinable
  @inline(__always)
  func finished(_ x: Double) -> Int64 {
    let moved = x + shift
    return Int64((moved < cap ? moved : cap) + 0.5)
  }

  /// Interpolates between a knot and the next.
  @inlinable
  @inline(__always)
  func between(_ index: Int, _ rest: UInt64) -> Double {
    let low = unsafe knots[index]
    let high = unsafe knots[index &+ 1]
    return low + (high - low) * (Double(Int64(bitPattern: rest >> 11)) * 0x1p-53)
  }

  /// Draws from the finer tables: each covers the outermost hundredth of the one before.
  @inlinable
  @inline(never)
  func tail(cell: UInt64, using chance: inout some Chance) -> Double {
    let isUpper = cell >= guarded
    let levels = isUpper ? SamplerMemory.upperLevels : SamplerMemory.lowerLevels
    var start =
      Int(cells) + 1 + (isUpper ? 0 : SamplerMemory.upperLevels * SamplerMemory.levelStride)
    for level in 1...levels {
      let (step, rest) = chance.next().multipliedFullWidth(by: UInt64(SamplerMemory.levelCells))
      if level == levels || step < SamplerMemory.levelCells - SamplerMemory.levelGuard {
        return between(start + Int(step), rest)
      }
      start += SamplerMemory.levelStride
    }
    preconditionFailure("the last level always answers")
  }
}
