import Testing
import TimeAndChance

@testable import Policies

@Suite
struct ConnectionChoiceTests {
  @Test
  func leastLoadedTakesTurnsAmongEquals() {
    var chance = RandomStream(Seed(1))
    var choice = ConnectionChoice(.leastLoaded)
    for index in 0..<3 {
      choice.append()
      choice.offer(index, open: 0, turn: 0)
    }
    var picks: [Int?] = []
    for turn in UInt32(1)...7 {
      let pick = choice.pick(using: &chance)
      picks.append(pick)
      guard let pick else { continue }
      let open = UInt16((turn + 2) / 3)
      choice.lent(pick, open: open, turn: turn, isFull: open == 2)
    }
    #expect(picks == [0, 1, 2, 0, 1, 2, nil])
  }

  /// 30,000 picks of three: each count has a standard deviation of 82; 500 are more than six.
  @Test
  func randomIsUniformOverTheCandidates() {
    var chance = RandomStream(Seed(2))
    var choice = ConnectionChoice(.random)
    for index in 0..<5 {
      choice.append()
      choice.offer(index, open: 0, turn: 0)
    }
    choice.withdraw(1)
    choice.lent(4, open: 3, turn: 1, isFull: true)
    var counts = [Int](repeating: 0, count: 5)
    for _ in 0..<30_000 {
      if let pick = choice.pick(using: &chance) { counts[pick] += 1 }
    }
    #expect(counts[1] == 0 && counts[4] == 0)
    #expect([0, 2, 3].allSatisfy { abs(counts[$0] - 10_000) < 500 })
    for index in [0, 2, 3] { choice.withdraw(index) }
    let none = choice.pick(using: &chance)
    #expect(none == nil)
  }

  /// A million random operations: whoever is picked is a candidate, of the least load if that counts.
  @Test(arguments: [ConnectionPolicy.Choice.leastLoaded, .random])
  func picksOnlyCandidates(_ kind: ConnectionPolicy.Choice) {
    let seed = Seed(6)
    var dice = RandomStream(seed)
    var chance = RandomStream(seed, "policy")
    var choice = ConnectionChoice(kind)
    var open: [UInt16?] = Array(repeating: nil, count: 40)
    for _ in open.indices { choice.append() }
    var problem: String?
    for step in UInt32(0)..<1_000_000 where problem == nil {
      let index = Int(dice.below(40))
      switch dice.below(4) {
      case 0:
        choice.withdraw(index)
        open[index] = nil
      case 1:
        let load = min(open[index] ?? .max, UInt16(dice.below(9)))
        choice.offer(index, open: load, turn: step)
        open[index] = load
      default:
        let pick = choice.pick(using: &chance)
        let least = open.lazy.compactMap { $0 }.min()
        guard let pick else {
          if least != nil { problem = "nobody at step \(step)" }
          continue
        }
        guard let load = open[pick], kind == .random || load == least else {
          problem = "\(pick) at step \(step)"
          continue
        }
        choice.lent(pick, open: load + 1, turn: step, isFull: load == 8)
        open[pick] = load == 8 ? nil : load + 1
      }
    }
    #expect(problem == nil, "seed \(seed.value)")
  }
}
