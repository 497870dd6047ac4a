import CFloors
import TimeAndChance

/// What floors and product share: the layers of the ziggurat, clocks, a place for unused results.
enum Floors {
  /// Hands the ziggurat's layers to C, so that both sides draw the same numbers.
  static func prepare() {
    let edges = Ziggurat.exponentialEdges
    let copied = edges.indices.map { edges[$0] }
    unsafe copied.withUnsafeBufferPointer { unsafe floor_set_ziggurat($0.baseAddress) }
  }

  /// Nanoseconds of CPU since the process began.
  static var cpuNanoseconds: Double { floor_cpu_seconds() * 1e9 }

  /// How often memory was asked for since the process began.
  static var allocations: UInt64 { floor_allocations() }

  /// Keeps the optimiser from removing what was computed.
  static func keep(_ value: some BinaryInteger) { floor_keep(UInt64(truncatingIfNeeded: value)) }
}
