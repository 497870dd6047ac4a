import GatewayModel
import Policies
import Testing

@testable import Scenarios

@Suite
struct AnswersKindTests {
  @Test(arguments: [
    Reads("{503: 40%}", "{503: 40%}"),
    Reads(
      "{503: {share: 40%, takes: 5ms, retry-after: 30s}, no-answer: 1%}",
      "{503: 40%, no-answer: 1%}"
    ),
    Reads("{UNAVAILABLE: [[0m, 0%], [2m, 40%]]}", "{UNAVAILABLE: [[0s, 0%], [2m, 40%]]}"),
    Reads(
      "{no-answer: {share: 1%, retry-after: 5s}}",
      "1:7 `no-answer` has no `retry-after`: nothing comes back"
    ),
    Reads("{503: {takes: 5ms}}", "1:12 answer needs `share` (how many of the calls get it)"),
    Reads("{999x: 5%}", "1:7 `999x` is no status, reason or `no-answer`"),
  ])
  func reads(_ it: Reads) {
    #expect(Reads.outcome(Kind<[AnswerShare]>.answers, it.text) == it.gives)
  }

  @Test
  func retryAfterTravelsWithTheAnswer() throws {
    let text = "{503: {share: 40%, retry-after: 30s, delivered: true}}"
    let answers = try #require(reading(Kind<[AnswerShare]>.answers, text).value)
    #expect(answers[0].delivered)
    if case .answer(let answer) = answers[0].reply {
      #expect(answer.retryAfterNanoseconds == 30_000_000_000)
    } else {
      Issue.record("a 503 is an answer")
    }
  }
}
