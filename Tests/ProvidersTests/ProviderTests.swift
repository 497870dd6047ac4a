import Policies
public import Providers
public import Testing
import TimeAndChance

/// Every preset is held to the same promises.
@Suite
struct ProviderTests {
  @Test
  func everyPresetOfTheVocabularyShips() {
    let promised = [
      "apns", "fcm", "fcm-legacy", "twilio-long-code", "twilio-toll-free", "twilio-short-code",
      "twilio-alphanumeric", "aws-sns-sms", "vonage", "ses", "sendgrid", "backend", "open",
    ]
    let names = Provider.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(names).isSuperset(of: promised))
    for name in names { #expect(Provider.named(name)?.name == name) }
    #expect(Provider.named("apn") == nil)
  }

  @Test(arguments: Provider.all)
  func everyFactSaysWhereItComesFrom(_ provider: ProviderFacts) {
    #expect(!provider.facts.isEmpty && !provider.summary.isEmpty)
    #expect(
      provider.facts.allSatisfy {
        !$0.path.isEmpty && !$0.value.isEmpty && !$0.source.isEmpty && !$0.source.hasPrefix(",")
      }
    )
    #expect(Set(provider.facts).count == provider.facts.count, "a fact occurs twice")
  }

  @Test(arguments: Provider.all)
  func everyFigureHasAFact(_ provider: ProviderFacts) {
    let connection = provider.connection
    let figures: [(set: Bool, path: String)] = [
      (true, "round-trip"),
      (!connection.streams.isEmpty, "streams.per-connection"),
      (connection.streamsBeforeAuthentication != nil, "streams.before-auth"),
      (connection.idleClose != nil, "closes.after-idle"),
      (connection.maximumAge != nil, "closes.at-age"),
      (connection.pingsWithoutRequest != nil, "closes.pings"),
      (!connection.connectCost.isEmpty, "connect.takes"),
      (connection.spacing != nil, "connect.spacing"),
      (provider.credential != nil, "credential.max-age"),
      (provider.credential?.minimumRenewal != nil, "credential.min-renewal"),
      (provider.quota != nil, "quota.rate"),
      (provider.quota != nil, "quota.refill"),
      (provider.quota != nil, "quota.counts"),
      (provider.quota?.retryAfter != nil, "quota.retry-after"),
      (!provider.perDevice.isEmpty, "per-device"),
      (provider.topic != nil, "topic"),
      (provider.errorBudget?.closesConnections == true, "closes.after-errors"),
      (provider.errorBudget?.pauseAbove != nil, "error-budget"),
      (provider.internalTimeout != nil, "internal-timeout"),
      (provider.retry.minimumPause != nil, "retry.minimum"),
      (!provider.retry.serverErrorPauses.isEmpty, "retry.5xx"),
      (provider.retry.pauseAfter429 != nil, "retry.429"),
      (provider.retry.ramp != nil, "retry.ramp"),
      (provider.retry.minimumTimeout != nil, "retry.timeout"),
      (provider.retry.longestPause != nil, "retry.longest"),
      (provider.retry.ownRetry != nil, "retry.own"),
      (!provider.retry.avoidedMinutes.isEmpty, "retry.avoid"),
      (provider.sender != nil, "senders.rate"),
      (provider.sender?.largestRate != nil, "senders.largest"),
      (provider.sender?.accountRate != nil, "senders.account"),
      (provider.sender?.queue != nil, "senders.queue"),
      (provider.sender?.queueMessages != nil, "senders.queue"),
      (provider.sender?.monthlyUSD != nil, "senders.rent"),
      (provider.priceUSD != nil, "price"),
      (provider.delivery != nil, "delivery.takes"),
      (provider.payloadLimit != nil, "payload"),
    ]
    let missing = figures.filter { $0.set && provider.facts(about: $0.path).isEmpty }.map(\.path)
    #expect(missing.isEmpty)
  }

  @Test(arguments: Provider.all)
  func everyPresetOfAFigureIsNamedInItsFacts(_ provider: ProviderFacts) {
    func words(_ path: String) -> String {
      provider.facts(about: path).map(\.value).joined(separator: "\n")
    }
    let streams = words("streams.per-connection")
    for preset in provider.connection.streams {
      #expect(streams.contains(preset.name))
      #expect(streams.contains("\(preset.perConnection)"))
    }
    for preset in provider.connection.connectCost {
      #expect(words("connect.takes").contains(preset.name))
    }
    for preset in provider.retry.serverErrorPauses {
      #expect(words("retry.5xx").contains(preset.name))
    }
  }

  @Test(arguments: Provider.all)
  func everyDocumentedAnswerClassifies(_ provider: ProviderFacts) {
    let classifier = Classifier(provider.table)
    #expect(ResponseTable.named(provider.tableName) == provider.table)
    #expect(classifier.verdict(for: .accepted).action == .done)
    for status in [400, 401, 403, 404, 429, 500, 503] as [UInt16] {
      let verdict = classifier.verdict(for: Answer(status: status))
      #expect(verdict.action != .done, "\(status)")
      // The breaker hears of it: alive below 500, failing from there on.
      #expect(verdict.evidence.countsAsFailure == (status >= 500 || provider.isAPI(429, status)))
    }
    for row in provider.table.rows {
      guard case .reason(let reason, let detail) = row.key else { continue }
      #expect(classifier.verdict(for: Answer(reason, detail: detail ?? .none)) == row.verdict)
    }
    var special: [Answer] = []
    if let quota = provider.quota { special.append(quota.whenSpent) }
    if let sender = provider.sender { special.append(sender.whenQueueFull) }
    for answer in special {
      #expect(classifier.verdict(for: answer).action == .backOffProject)
    }
    if let timeout = provider.internalTimeout {
      #expect(classifier.verdict(for: timeout.answer).evidence == .dead)
    }
  }

  @Test(arguments: Provider.all)
  func figuresArePlausible(_ provider: ProviderFacts) {
    #expect(provider.connection.streams.allSatisfy { $0.perConnection > 0 })
    #expect((provider.connection.idleClose ?? .seconds(1)) > .zero)
    #expect((provider.quota?.rate ?? Rate(perSecond: 1)).perSecond > 0)
    #expect((provider.sender?.rate ?? Rate(perSecond: 1)).perSecond > 0)
    #expect((provider.sender != nil) == (provider.channel == .sms))
    if case .lognormal(let median, let p99) = provider.roundTrip { #expect(median < p99) }
    #expect(provider.facts(about: "round-trip").first?.mark == .assumption)
  }

  @Test
  func openLimitsNothing() {
    let open = Provider.open
    #expect(open.connection == ProviderFacts.ConnectionFacts())
    #expect(open.quota == nil && open.perDevice.isEmpty && open.errorBudget == nil)
    #expect(open.retry == ProviderFacts.RetryRules())
  }
}

extension ProviderFacts {
  /// Whether `status` is the one by which a plain backend asks for less.
  fileprivate func isAPI(_ asking: UInt16, _ status: UInt16) -> Bool {
    channel == .api && status == asking
  }
}

extension ProviderFacts: CustomTestStringConvertible {
  /// The name; a preset with all its facts would bury the message of a failure.
  public var testDescription: String { name }
}
