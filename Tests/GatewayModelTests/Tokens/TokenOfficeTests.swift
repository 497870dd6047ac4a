import Policies
import Providers
import Testing

@testable import GatewayModel

@Suite
struct TokenOfficeTests {
  static let words: [(String, UInt16, UInt16, UInt16)] = [
    ("apns", 410, 400, 429), ("fcm", 404, 400, 429), ("fcm-legacy", 200, 200, 200),
    ("twilio-sms", 400, 400, 429), ("open", 410, 400, 429),
  ]

  /// Every provider has its own words; FCM's old protocol says all of it under 200.
  @Test(arguments: words)
  func aPresetHasItsWords(preset: String, gone: UInt16, corrupt: UInt16, tooFast: UInt16) {
    let dialect = TokenDialect(preset: preset)
    let statuses = [dialect.gone, dialect.corrupt, dialect.tooFast].map(\.status)
    #expect(statuses == [gone, corrupt, tooFast])
    let isMistaken = [dialect.gone, dialect.corrupt].contains { $0.isAccepted }
    #expect(!isMistaken)
  }

  /// What a provider says of a token that is gone, its own table does not take for anything else.
  @Test(arguments: [
    ("apns", ResponseTable.apple), ("fcm", .google), ("fcm-legacy", .fcmLegacy),
    ("twilio-sms", .sms),
  ])
  func theTableOfAProviderUnderstandsItsWords(preset: String, table: ResponseTable) {
    let classifier = Classifier(table)
    let verdict = classifier.verdict(for: TokenDialect(preset: preset).gone)
    #expect(verdict != classifier.verdict(for: Answer(status: 503)))
    #expect(verdict != classifier.verdict(for: .accepted))
  }
}
