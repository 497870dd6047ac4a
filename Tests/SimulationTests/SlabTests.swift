import Simulation
import Testing
import TimeAndChance

@Suite
struct SlabTests {
  @Test
  func aStaleHandleIsRecognisedAfterItsPlaceWasLentAgain() {
    var slab = Slab<Int>(capacity: 1)
    let first = slab.insert(1)
    slab.remove(first)
    let second = slab.insert(2)
    #expect(first.index == second.index)
    let (firstLives, secondLives) = (slab.isLive(first), slab.isLive(second))
    #expect(!firstLives)
    #expect(secondLives)
    let record = slab[second.index]
    #expect(record == 2)
  }

  @Test
  func recordsKeepTheirPlaceWhileTheSlabGrows() {
    var slab = Slab<UInt64>(capacity: 2)
    var chance = RandomStream(Seed(3), "slab")
    var live: [(Slab<UInt64>.Handle, UInt64)] = []
    var wrong = 0
    for step in 0..<100_000 as Range<UInt64> {
      if live.isEmpty || chance.happens(0.55) {
        live.append((slab.insert(step), step))
      } else {
        let (handle, value) = live.remove(at: Int(chance.below(UInt64(live.count))))
        if slab[handle.index] != value { wrong += 1 }
        slab.remove(handle)
      }
    }
    #expect(wrong == 0)
    #expect(slab.count == live.count)
  }
}
