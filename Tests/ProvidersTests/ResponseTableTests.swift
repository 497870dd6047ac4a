public import Policies
import Providers
public import Testing

@Suite
struct ResponseTableTests {
  static let minute: Int64 = 60_000_000_000

  /// What each table makes of the answers over which senders quarrel.
  static let disputed: [(Answer, [String: Verdict.Action])] = [
    (.accepted, Dictionary(uniqueKeysWithValues: ResponseTable.all.map { ($0.name, .done) })),
    (
      Answer(.badDeviceToken),
      [
        "apple": .prune, "one-size": .retry, "notes-000": .prune, "notes-001": .drop,
        "notes-002": .prune, "signal": .prune, "gorush": .drop, "rpush": .drop,
        "firebase-admin": .drop, "pushy": .drop,
      ]
    ),
    (
      Answer(.unregistered),
      [
        "apple": .prune, "one-size": .retry, "notes-000": .prune, "notes-001": .prune,
        "notes-002": .prune, "signal": .prune, "gorush": .drop,
      ]
    ),
    (
      Answer(.expiredProviderToken),
      [
        "apple": .refreshCredential, "one-size": .retry, "notes-000": .prune,
        "notes-001": .drop, "signal": .drop,
      ]
    ),
    (
      Answer(.internalServerError),
      [
        "apple": .retry, "signal": .drop, "gorush": .retry, "rpush": .retry,
        "firebase-admin": .drop, "pushy": .drop, "fcm-legacy": .retry,
      ]
    ),
    (Answer(.shutdown), ["apple": .retryOnNewConnection, "notes-001": .retry]),
    (Answer(.tooManyRequests), ["apple": .backOffDevice, "rpush": .retry, "notes-001": .retry]),
    (
      Answer(.tooManyProviderTokenUpdates), ["apple": .backOffProject, "notes-002": .backOffDevice]
    ),
    (
      Answer(.fcmUnregistered),
      ["google": .prune, "gorush": .retry, "notes-001": .drop, "firebase-admin": .drop]
    ),
    (
      Answer(.fcmUnavailable),
      ["google": .retry, "rpush": .retry, "firebase-admin": .retry, "one-size": .retry]
    ),
    (
      Answer(.fcmQuotaExceeded, detail: .messageRate),
      [
        "google": .backOffProject, "rpush": .drop, "gorush": .retry, "firebase-admin": .drop,
        "notes-002": .backOffDevice,
      ]
    ),
    (Answer(.fcmQuotaExceeded, detail: .deviceRate), ["google": .backOffDevice]),
    (Answer(.fcmQuotaExceeded, detail: .topicRate), ["google": .backOffTopic]),
    (Answer(.fcmInvalidArgument), ["google": .dropAlert]),
    (Answer(.fcmInvalidArgument, detail: .token), ["google": .prune]),
    (Answer(.legacyNotRegistered), ["fcm-legacy": .prune, "notes-002": .prune, "one-size": .done]),
    (Answer(.legacyCanonicalID), ["fcm-legacy": .done]),
    (Answer(.twilio30003), ["sms": .retry]),
    (Answer(.twilio21211), ["sms": .prune]),
    (Answer(.vonage1), ["sms": .backOffProject]),
    (Answer(status: 250), ["email": .done]),
    (Answer(status: 450), ["email": .retry]),
    (Answer(status: 454), ["email": .backOffProject]),
    (Answer(status: 550), ["email": .prune]),
    (Answer(status: 404), ["http": .drop, "google": .prune, "one-size": .retry]),
    (Answer(status: 503), ["http": .retry, "apple": .retry, "signal": .drop]),
    (Answer(.timeout), ["http": .retry, "gorush": .drop, "firebase-admin": .retry]),
    (Answer(.refusedStream), ["apple": .retry, "pushy": .retry, "signal": .drop]),
  ]

  @Test
  func tablesDisagreeWhereTheirSourcesDo() throws {
    var wrong: [String] = []
    for (answer, expected) in Self.disputed {
      for table in ResponseTable.all {
        guard let action = expected[table.name] else { continue }
        let found = Classifier(table).verdict(for: answer).action
        if found != action { wrong.append("\(table.name) \(answer): \(found), not \(action)") }
      }
    }
    #expect(wrong.isEmpty)
    let known = Set(ResponseTable.all.map(\.name))
    #expect(Self.disputed.allSatisfy { known.isSuperset(of: $0.1.keys) })
  }

  @Test
  func namesAreUniqueAndFindTheirTables() {
    #expect(Set(ResponseTable.all.map(\.name)).count == ResponseTable.all.count)
    for table in ResponseTable.all { #expect(ResponseTable.named(table.name) == table) }
    #expect(ResponseTable.named("aple") == nil)
  }

  @Test(arguments: ResponseTable.all)
  func everyRowSaysWhereItComesFrom(_ table: ResponseTable) {
    #expect(table.rows.allSatisfy { !$0.source.isEmpty })
    #expect(Set(table.rows.map(\.key)).count == table.rows.count, "a key occurs twice")
    #expect(!table.summary.isEmpty)
  }

  @Test(arguments: ResponseTable.all)
  func successIsWhatIsDoneAndNothingElse(_ table: ResponseTable) {
    #expect(
      table.rows.allSatisfy { ($0.verdict.action == .done) == ($0.verdict.evidence == .success) }
    )
    // Only silence and 504 leave the outcome open.
    let unknown = table.rows.filter(\.verdict.outcomeUnknown).map(\.key)
    #expect(
      unknown.allSatisfy {
        [.transport(.timeout), .transport(.connectionLost), .status(504)].contains($0)
      }
    )
  }

  /// A wave of dead tokens, refused devices or mistakes of ours is not an outage.
  @Test(arguments: ["apple", "google", "fcm-legacy", "sms", "email"])
  func refusalsOfOurOwnMakingAreSignsOfLife(_ name: String) throws {
    let table = try #require(ResponseTable.named(name))
    let scopes: [Verdict.Scope] = [.device, .credential, .project, .own]
    #expect(
      table.rows.allSatisfy {
        !scopes.contains($0.verdict.scope) || $0.verdict.evidence == .alive
      }
    )
    #expect(table.rows.contains { $0.verdict.evidence.countsAsFailure })
  }

  @Test
  func floorsAreTheProvidersOwn() throws {
    let apple = Classifier(.apple)
    #expect(apple.verdict(for: Answer(.serviceUnavailable)).floorNanoseconds == 15 * Self.minute)
    let google = Classifier(.google)
    let unavailable = google.verdict(
      for: Answer(.fcmUnavailable, retryAfterNanoseconds: Self.minute / 2)
    )
    #expect(unavailable.floorNanoseconds == Self.minute / 6)
    #expect(unavailable.earliestRetryNanoseconds == Self.minute / 2)
    let quota = google.verdict(for: Answer(.fcmQuotaExceeded))
    #expect(quota.earliestRetryNanoseconds == Self.minute)
    #expect(google.verdict(for: Answer(status: 502)).floorNanoseconds == Self.minute / 2)
  }

  @Test
  func onlyAppleHoldsAnswersAgainstUsAndNever410() {
    let apple = Classifier(.apple)
    #expect(apple.verdict(for: Answer(.badDeviceToken)).flags.contains(.eatsErrorBudget))
    #expect(!apple.verdict(for: Answer(.unregistered)).flags.contains(.eatsErrorBudget))
    for table in ResponseTable.all where table.name != "apple" {
      #expect(!table.rows.contains { $0.verdict.flags.contains(.eatsErrorBudget) })
    }
  }

  @Test
  func aScenarioCanParkWhatAppleRetries() {
    let table = Classifier(ResponseTable.apple.setting(.status(503), to: .park))
    #expect(table.verdict(for: Answer(.serviceUnavailable)).action == .park)
    #expect(table.verdict(for: Answer(status: 503)).action == .park)
    #expect(table.verdict(for: Answer(.internalServerError)).action == .retry)
  }
}

extension ResponseTable: CustomTestStringConvertible {
  /// The name; a table of fifty rows would bury the message of a failure.
  public var testDescription: String { name }
}
