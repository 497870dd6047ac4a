import Policies
import Testing

@Suite
struct ResponseTableTests {
  static let small = ResponseTable(
    "small",
    "A table with one row of each kind.",
    otherwise: Verdict(.drop, .message, .none),
    rows: [
      .init(.statusClass(2), Verdict(.done, .message, .success), .documented, "RFC 9110"),
      .init(.statusClass(5), Verdict(.retry, .provider, .dead), .documented, "RFC 9110"),
      .init(
        .status(503),
        Verdict(.retry, .provider, .overload, floorNanoseconds: 7),
        .documented,
        "RFC 9110"
      ),
      .init(
        .reason(.shutdown, nil),
        Verdict(.retryOnNewConnection, .connection, .none),
        .documented,
        "A1"
      ),
      .init(
        .reason(.fcmQuotaExceeded, nil),
        Verdict(.backOffProject, .project, .alive, retryAfterNanoseconds: 60),
        .documented,
        "F3"
      ),
      .init(
        .reason(.fcmQuotaExceeded, .deviceRate),
        Verdict(.backOffDevice, .device, .alive),
        .documented,
        "F3"
      ),
      .init(
        .transport(.timeout),
        Verdict(.retry, .provider, .dead, flags: .outcomeUnknown),
        .proposal,
        "ours"
      ),
    ]
  )

  @Test
  func aStatusTakesItsReasonsAlong() {
    let classifier = Classifier(Self.small.setting(.status(503), to: .park))
    for answer in [Answer(status: 503), Answer(.shutdown)] {
      #expect(classifier.verdict(for: answer).action == .park)
    }
    #expect(classifier.verdict(for: Answer(status: 503)).floorNanoseconds == 7)
    #expect(classifier.verdict(for: Answer(status: 503)).evidence == .overload)
    #expect(classifier.verdict(for: Answer(status: 500)).action == .retry)
    #expect(Classifier(Self.small).verdict(for: Answer(.shutdown)).scope == .connection)
  }

  @Test
  func aReasonTakesItsDetailsAlongButNotTheReverse() {
    let wide = Classifier(Self.small.setting(.reason(.fcmQuotaExceeded, nil), to: .drop))
    #expect(wide.verdict(for: Answer(.fcmQuotaExceeded, detail: .deviceRate)).action == .drop)
    let narrow = Classifier(
      Self.small.setting(.reason(.fcmQuotaExceeded, .topicRate), to: .backOffTopic)
    )
    #expect(narrow.verdict(for: Answer(.fcmQuotaExceeded)).action == .backOffProject)
    let topic = narrow.verdict(for: Answer(.fcmQuotaExceeded, detail: .topicRate))
    #expect(topic.action == .backOffTopic)
    #expect(topic.retryAfterNanoseconds == 60)
  }

  @Test
  func aClassTakesEverythingUnderIt() {
    let classifier = Classifier(Self.small.setting(.statusClass(5), to: .failOver))
    for answer in [Answer(status: 503), Answer(status: 599), Answer(.shutdown)] {
      #expect(classifier.verdict(for: answer).action == .failOver)
    }
    #expect(classifier.verdict(for: Answer(status: 200)).action == .done)
  }

  @Test
  func laterRowsWinWhenTablesMerge() {
    let other = ResponseTable(
      "other",
      "One row.",
      otherwise: Verdict(.drop, .message, .none),
      rows: [.init(.status(503), Verdict(.park, .message, .overload), .proposal, "ours")]
    )
    let classifier = Classifier(Self.small.merging(other, as: "both"))
    #expect(classifier.name == "both")
    #expect(classifier.verdict(for: Answer(status: 503)).action == .park)
    #expect(classifier.verdict(for: Answer(status: 502)).action == .retry)
  }
}
