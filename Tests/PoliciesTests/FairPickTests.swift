import Policies
import Testing
import TimeAndChance

@Suite
struct FairPickTests {
  struct Row: Sendable {
    let quanta: [Int64]
    let costs: [Int64]
    let turns: String
  }

  /// Who is served when everybody always has more.
  @Test(arguments: [
    Row(quanta: [1, 1, 1], costs: [1, 1, 1], turns: "012012012"),
    Row(quanta: [2, 1], costs: [1, 1], turns: "001001001"),
    Row(quanta: [1, 1], costs: [3, 1], turns: "01110111"),
  ])
  func turns(_ row: Row) {
    var pick = FairPick(quanta: row.quanta)
    for tenant in row.quanta.indices { pick.wakes(tenant) }
    var line = ""
    for _ in row.turns {
      let tenant = pick.current ?? -1
      line += "\(tenant)"
      pick.served(cost: row.costs[tenant], more: true)
    }
    #expect(line == row.turns)
  }

  /// A million services: among those who always wait, work is shared to within one turn.
  @Test
  func workIsSharedByWeight() {
    let seed = Seed(27)
    var chance = RandomStream(seed)
    let quanta: [Int64] = [4, 8, 16]
    var pick = FairPick(quanta: quanta + [4, 4, 4, 4])
    var served = [Int64](repeating: 0, count: 7)
    for tenant in 0..<3 { pick.wakes(tenant) }
    var problem: String?
    for step in 0..<1_000_000 {
      pick.wakes(3 + Int(chance.below(4)))
      guard let tenant = pick.current else { break }
      let cost = chance.nanoseconds(below: 4) + 1
      served[tenant] += cost
      pick.served(cost: cost, more: tenant < 3 || chance.below(4) > 0)
      let rounds = (0..<3).map { Double(served[$0]) / Double(quanta[$0]) }
      if (rounds.max() ?? 0) - (rounds.min() ?? 0) > 3.5 { problem = "step \(step): \(rounds)" }
    }
    #expect(problem == nil, "seed \(seed.value)")
  }
}
