import Policies
import Testing
import TimeAndChance

@Suite
struct ClassifierTests {
  let classifier = Classifier(ResponseTableTests.small)

  @Test
  func narrowKeysWin() {
    let expected: [(Answer, Verdict.Action)] = [
      (.accepted, .done), (Answer(status: 299), .done), (Answer(status: 500), .retry),
      (Answer(.shutdown), .retryOnNewConnection), (Answer(.badTopic), .drop),
      (Answer(.fcmQuotaExceeded), .backOffProject),
      (Answer(.fcmQuotaExceeded, detail: .topicRate), .backOffProject),
      (Answer(.fcmQuotaExceeded, detail: .deviceRate), .backOffDevice),
      (Answer(status: 404), .drop), (Answer(status: 0), .drop), (Answer(status: 65_535), .drop),
      (Answer(.refusedStream), .drop),
    ]
    for (answer, action) in expected {
      #expect(classifier.verdict(for: answer).action == action, "\(answer)")
    }
  }

  @Test
  func anUnknownReasonFallsToTheStatusItCameWith() {
    let verdict = classifier.verdict(for: Answer(status: 503, reason: .badTopic))
    #expect(verdict.evidence == .overload)
  }

  @Test
  func theOutcomeOfATimeoutIsUnknown() {
    #expect(classifier.verdict(for: Answer(.timeout)).outcomeUnknown)
    #expect(!classifier.verdict(for: Answer(status: 500)).outcomeUnknown)
  }

  @Test
  func whatTheProviderAskedForReplacesTheStandIn() {
    let silent = classifier.verdict(for: Answer(.fcmQuotaExceeded))
    #expect(silent.retryAfterNanoseconds == 60)
    let asked = classifier.verdict(for: Answer(.fcmQuotaExceeded, retryAfterNanoseconds: 5))
    #expect(asked.retryAfterNanoseconds == 5)
  }

  /// A million random answers agree with a lookup that walks the rows.
  @Test
  func agreesWithAWalkThroughTheRows() {
    let seed = Seed(20_261_120)
    var chance = RandomStream(seed, "classifier")
    let reasons = Answer.Reason.allCases
    let details = Answer.Detail.allCases
    let transports = Answer.Transport.allCases
    var disagreements = 0
    for _ in 0..<1_000_000 {
      var answer = Answer(
        status: UInt16(chance.below(1_100)),
        reason: reasons[Int(chance.below(UInt64(reasons.count)))],
        detail: details[Int(chance.below(UInt64(details.count)))],
        retryAfterNanoseconds: Int64(chance.below(3)) - 1
      )
      if chance.happens(0.2) {
        answer.transport = transports[Int(chance.below(UInt64(transports.count)))]
      }
      if classifier.verdict(for: answer) != Self.walked(ResponseTableTests.small, answer) {
        disagreements += 1
      }
    }
    #expect(disagreements == 0, "seed \(seed)")
  }

  /// The meaning of a table, spelled out slowly.
  static func walked(_ table: ResponseTable, _ answer: Answer) -> Verdict {
    let keys: [ResponseTable.Key] =
      [.reason(answer.reason, answer.detail), .reason(answer.reason, nil)]
      + (answer.transport != .none
        ? [.transport(answer.transport)]
        : [.status(answer.status), .statusClass(UInt8(answer.status / 100))])
    var verdict = table.otherwise
    for key in keys {
      if let row = table.rows.last(where: { $0.key == key }) {
        verdict = row.verdict
        break
      }
    }
    if answer.retryAfterNanoseconds >= 0 {
      verdict.retryAfterNanoseconds = answer.retryAfterNanoseconds
    }
    return verdict
  }
}
