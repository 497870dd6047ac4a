import Testing
import TimeAndChance

@testable import Policies

@Suite
struct BreakerPermitsTests {
  /// Holds the list of calls in flight to a plain array, over a million operations.
  @Test(arguments: 0..<100)
  func agreesWithAPlainList(_ seed: UInt64) {
    var dice = RandomStream(Seed(seed))
    var permits = BreakerPermits()
    var held: [(permit: Breaker.Permit, issue: Int64, mark: Int)] = []
    for now in 0..<10_000 as Range<Int64> {
      switch dice.below(10) {
      case 0..<4: held.append((permits.issue(at: now), now, 0))
      case 4..<7 where !held.isEmpty:
        let gone = held.remove(at: Int(dice.below(UInt64(held.count))))
        let taken = permits.take(gone.permit)
        let twice = permits.take(gone.permit)
        if !taken || twice { Issue.record("seed \(seed): taken \(taken), twice \(twice)") }
      case 7:
        if let index = held.firstIndex(where: { $0.mark == 0 }) {
          permits.markOverdue()
          held[index].mark = 1
        }
      case 8:
        if let index = held.firstIndex(where: { $0.mark == 1 }) {
          permits.forgetOldestOverdue()
          held[index].mark = 2
        }
      default:
        if dice.happens(0.01) {
          permits.beginGeneration()
          let late = held.allSatisfy { permits.isLate($0.permit) }
          held.removeAll()
          if !late { Issue.record("seed \(seed): a permit of an earlier generation is not late") }
        }
      }
      let young = held.first { $0.mark == 0 }?.issue
      let overdue = held.first { $0.mark == 1 }?.issue
      guard Int(permits.outstanding) == held.count, permits.oldestYoungIssue == young,
        permits.oldestOverdueIssue == overdue,
        Int(permits.overdue) == held.count(where: { $0.mark == 1 })
      else {
        Issue.record("seed \(seed) at \(now)")
        return
      }
    }
  }
}
