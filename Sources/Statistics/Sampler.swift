public import TimeAndChance

/// Fast draws from a distribution, in whole nanoseconds.
///
/// Constants, exponentials and uniforms are drawn exactly; every other family comes from a table of
/// its inverse distribution function, 2,000 knots and finer ones in both tails, whose error is at
/// most 10⁻⁵ in distribution (tested) and which ends at one draw in 10¹⁴. Parts of mixtures, shifts
/// and caps are exact on top of that. Knots are whole nanoseconds, so that a last bit in which two
/// machines' mathematics differ cannot reach a sample.
///
/// A draw costs 3–4 ns and no allocation. Copies share one table, which lives as long as any of them.
@usableFromInline
package struct Sampler: Sendable {
  /// The first leaf, and for all but mixtures the only one.
  @usableFromInline
  let leaf: SamplerLeaf
  @usableFromInline
  let leaves: Int
  /// Owns the memory that the leaves point to.
  @usableFromInline
  let memory: SamplerMemory

  /// Builds the tables of a distribution of seconds: up to about 6,000 quantiles for each part.
  package init(_ distribution: Distribution) {
    memory = SamplerMemory(flattened(distribution.shape))
    leaf = memory.leaf(0)
    leaves = memory.count
  }

  /// Draws a number of nanoseconds ≥ 0.
  @inlinable
  @inline(__always)
  package func nanoseconds(using chance: inout some Chance) -> Int64 {
    if leaves == 1 { return leaf.draw(using: &chance) }
    return memory.choose(chance.next()).draw(using: &chance)
  }
}
