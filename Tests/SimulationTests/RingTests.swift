import Simulation
import Testing
import TimeAndChance

@Suite
struct RingTests {
  @Test
  func behavesLikeAnArrayUsedAsAQueue() {
    var ring = Ring<Int>()
    var plain: [Int] = []
    var chance = RandomStream(Seed(11), "ring")
    var wrong = 0
    for step in 0..<50_000 {
      switch chance.below(5) {
      case 0, 1, 2:
        ring.append(step)
        plain.append(step)
      case 3 where chance.happens(0.1):
        ring.prepend(step)
        plain.insert(step, at: 0)
      default:
        let taken = ring.popFirst()
        if taken != plain.first { wrong += 1 }
        if !plain.isEmpty { plain.removeFirst() }
      }
      if ring.count != plain.count || ring.first != plain.first { wrong += 1 }
    }
    #expect(wrong == 0)
  }
}
