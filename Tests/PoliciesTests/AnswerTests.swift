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

  @Test
  func scenariosNameAnswersAndKeys() {
    let answers: [(String, Answer?)] = [
      ("503", Answer(status: 503)), ("UNAVAILABLE", Answer(.fcmUnavailable)),
      ("BadDeviceToken", Answer(.badDeviceToken)), ("no-answer", Answer(.timeout)),
      ("QUOTA_EXCEEDED.device-rate", Answer(.fcmQuotaExceeded, detail: .deviceRate)),
      ("30001", Answer(.twilio30001)), ("vonage-1", Answer(.vonage1)), ("5xx", nil), ("", nil),
      ("50", nil), ("unavailable", nil), ("QUOTA_EXCEEDED.", nil), ("x.token", nil), (".", nil),
    ]
    for (name, answer) in answers { #expect(Answer(named: name) == answer, "\(name)") }
    #expect(ResponseTable.Key(named: "5xx") == .statusClass(5))
    #expect(ResponseTable.Key(named: "0xx") == nil)
  }

  @Test
  func everyKeyIsFoundByItsName() {
    var keys: [ResponseTable.Key] = [.status(100), .status(999), .statusClass(1), .statusClass(9)]
    keys += Answer.Transport.allCases.filter { $0 != .none }.map { .transport($0) }
    for reason in Answer.Reason.allCases where reason != .none {
      keys.append(.reason(reason, nil))
      keys += Answer.Detail.allCases.filter { $0 != .none }.map { .reason(reason, $0) }
    }
    #expect(keys.allSatisfy { ResponseTable.Key(named: $0.name) == $0 })
    #expect(Set(keys.map(\.name)).count == keys.count)
  }
}
