import Policies
import Testing
import TimeAndChance

@Suite
struct BulkheadTests {
  /// `+` enters, `-` leaves, a digit resizes; the line shows who is inside, `x` for a refusal.
  @Test
  func lendsAsManySlotsAsItHas() {
    var bulkhead = Bulkhead(slots: 2)
    var line = ""
    for mark in "+++-+1+--+-+--" {
      switch mark {
      case "+": line += bulkhead.enter() ? "\(bulkhead.inUse)" : "x"
      case "-":
        bulkhead.leave()
        line += "\(bulkhead.inUse)"
      default:
        bulkhead.resize(to: 1)
        line += "|"
      }
    }
    #expect(line == "12x12|x1010100", "\(line)")
    #expect([bulkhead.refused, bulkhead.misuses] == [2, 1])
  }

  @Test
  func neverLendsMoreThanItHas() {
    let seed = Seed(18)
    var chance = RandomStream(seed)
    var bulkhead = Bulkhead(slots: 5)
    var problem = 0
    for _ in 0..<1_000_000 {
      switch chance.below(5) {
      case 0, 1: if bulkhead.enter() && bulkhead.inUse > bulkhead.slots { problem += 1 }
      case 2, 3: bulkhead.leave()
      default: if chance.below(50) == 0 { bulkhead.resize(to: Int(chance.below(9))) }
      }
      if bulkhead.inUse < 0 || bulkhead.free < 0 { problem += 1 }
    }
    #expect(problem == 0, "seed \(seed.value)")
  }
}
