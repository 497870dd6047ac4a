import Policies
import Testing

@Suite
struct AnswerTests {
  @Test
  func staysSmall() {
    #expect(MemoryLayout<Answer>.stride <= 16)
  }

  @Test(arguments: Answer.Reason.allCases)
  func everyReasonIsFoundByItsName(_ reason: Answer.Reason) {
    if reason == .none {
      #expect(reason.name.isEmpty && reason.usualStatus == 0)
    } else {
      #expect(Answer.Reason(named: reason.name) == reason)
      #expect((100...999).contains(reason.usualStatus))
    }
  }

  @Test
  func letterCaseTellsAppleFromGoogle() {
    #expect(Answer.Reason(named: "Unregistered") == .unregistered)
    #expect(Answer.Reason(named: "UNREGISTERED") == .fcmUnregistered)
    #expect(Answer.Reason(named: "unregistered") == nil)
    #expect(Answer.Reason(named: "") == nil)
    #expect(Answer(.fcmUnavailable).status == 503)
  }
}
