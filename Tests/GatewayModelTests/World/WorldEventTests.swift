import Simulation
import Testing

@testable import GatewayModel

@Suite
struct WorldEventTests {
  private static let kinds = (UInt8(0)..<32).compactMap(WorldEvent.Kind.init(rawValue:))

  /// A generation is kept modulo 2²⁷, a place whole, whatever the kind.
  @Test(arguments: [
    (UInt32(0), UInt32(0)), (.max, 1), (12_345, (1 << 27) - 1), (7, (1 << 27) + 5),
    (1 << 31, .max),
  ])
  func kindPlaceAndGenerationComeBack(index: UInt32, generation: UInt32) {
    for kind in Self.kinds {
      let event = WorldEvent(kind, Slab<Message>.Handle(index: index, generation: generation))
      let back = WorldEvent(bits: event.bits)
      #expect(back.kind == kind && back.index == index)
      #expect(back.generation == generation & ((1 << 27) - 1))
    }
  }

  /// An event of an attempt keeps its number modulo 32 beside 22 bits of the generation.
  @Test(arguments: [(UInt16(1), UInt32(3)), (31, 4_194_303), (32, 4_194_304), (1_001, .max)])
  func anAttemptComesBack(attempt: UInt16, generation: UInt32) {
    let handle = Slab<Message>.Handle(index: 9, generation: generation)
    for kind in Self.kinds {
      let event = WorldEvent(kind, handle, attempt: attempt)
      #expect(event.kind == kind && event.index == 9 && event.attempt == attempt % 32)
      let kept = (event.bits >> 32) & WorldEvent.messageMask
      #expect(kept == UInt64(generation) & WorldEvent.messageMask)
    }
  }

  /// Five bits hold 32 kinds; one more would turn into another.
  @Test
  func kindsFitTheirBits() {
    #expect(!Self.kinds.isEmpty && WorldEvent.Kind(rawValue: 32) == nil)
  }
}
