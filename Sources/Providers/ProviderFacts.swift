public import Policies

/// What is publicly known of one provider, as data.
///
/// A preset: the simulator builds a world from it, a policy picks its limits from it, a scenario
/// overrides single figures. Absent (`nil` or empty) means that nothing is known or nothing is
/// limited; no figure is filled in from memory. Every figure that is set has a `Fact` with the
/// same path and its source.
public struct ProviderFacts: Sendable {
  /// The name that scenarios use.
  public var name: String

  /// One sentence on what this is.
  public var summary: String

  /// What kind of service it is.
  public var channel: Channel

  /// How its answers are to be read.
  public var table: ResponseTable

  /// How long a call takes beyond the network; no provider publishes one.
  public var roundTrip: Latency = .assumed

  /// What is known of its connections.
  public var connection = ConnectionFacts()

  /// The credential that it wants, where it expires.
  public var credential: CredentialFacts?

  /// How much it takes from one project or account.
  public var quota: QuotaFacts?

  /// How much it lets through to one device.
  public var perDevice: [DeviceLimit] = []

  /// How it fans a message out to a topic's subscribers.
  public var topic: TopicFacts?

  /// Whether error answers make it slow the sender down or close the connection.
  public var errorBudget: ErrorBudget?

  /// After how long it gives up inside, and what it answers then.
  public var internalTimeout: InternalTimeout?

  /// What it asks of senders that try again.
  public var retry = RetryRules()

  /// What one rented sender (a phone number) carries, for text messages.
  public var sender: SenderFacts?

  /// What one accepted message costs, in US dollars.
  public var priceUSD: Double?

  /// How long an accepted message takes to its device.
  public var delivery: Latency?

  /// The largest payload in bytes.
  public var payloadLimit: Int?

  /// Every figure above, and what else is worth knowing, with its source.
  public var facts: [Fact]

  /// Creates a preset about which nothing is known yet but its table.
  public init(
    _ name: String,
    _ summary: String,
    channel: Channel,
    table: ResponseTable,
    facts: [Fact] = []
  ) {
    self.name = name
    self.summary = summary
    self.channel = channel
    self.table = table
    self.facts = facts
  }

  /// The name of the table by which its answers are read.
  public var tableName: String { table.name }

  /// The facts about one figure.
  public func facts(about path: String) -> [Fact] {
    facts.filter { $0.path == path || $0.path.hasPrefix(path + ".") }
  }

  /// What kind of service a provider is.
  public enum Channel: String, Sendable, Hashable, CaseIterable {
    /// Notifications to devices.
    case push
    /// Text messages.
    case sms
    /// Mail.
    case email
    /// Requests with a response.
    case api
  }

  /// How long something takes.
  public enum Latency: Sendable, Hashable {
    /// Always the same.
    case constant(Duration)
    /// Lognormal, by its median and its 99th percentile.
    case lognormal(median: Duration, p99: Duration)

    /// Median 50 ms, 99th percentile 400 ms: an assumption, because no provider publishes one.
    public static let assumed = Latency.lognormal(
      median: .milliseconds(50),
      p99: .milliseconds(400)
    )
  }
}
