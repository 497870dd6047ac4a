import Policies
import Testing

@testable import Providers

@Suite
struct VerdictTests {
  @Test
  func whatMayHaveArrivedIsMarkedUnknown() {
    for rows in [
      ResponseTable.transportRows(),
      ResponseTable.transportRows(all: .failedForGood, .proposal, "test"),
    ] {
      let unknown = rows.filter(\.verdict.outcomeUnknown).map(\.key)
      #expect(unknown == [.transport(.timeout), .transport(.connectionLost)])
      #expect(rows.count == Answer.Transport.allCases.count - 1)
    }
  }

  @Test
  func flagsAddUp() {
    let verdict = Verdict.suspectToken.heldAgainstUs
    #expect(verdict.flags == [.guarded, .eatsErrorBudget])
  }
}
