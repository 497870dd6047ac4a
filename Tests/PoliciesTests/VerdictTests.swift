import Policies
import Testing

@Suite
struct VerdictTests {
  @Test(arguments: Verdict.Action.allCases)
  func everyActionIsFoundByItsName(_ action: Verdict.Action) {
    #expect(Verdict.Action(named: action.name) == action)
  }

  @Test
  func theLongerOfFloorAndRetryAfterCounts() {
    var verdict = Verdict(.retry, .provider, .overload, floorNanoseconds: 10)
    #expect(verdict.earliestRetryNanoseconds == 10)
    verdict.retryAfterNanoseconds = 60
    #expect(verdict.earliestRetryNanoseconds == 60)
  }

  @Test
  func evidenceIsNeverBothSuccessAndFailure() {
    let counted = Verdict.Evidence.allCases.map { ($0.countsAsSuccess, $0.countsAsFailure) }
    #expect(!counted.contains { $0.0 && $0.1 })
    #expect(counted.count { !$0.0 && !$0.1 } == 1)
  }
}
