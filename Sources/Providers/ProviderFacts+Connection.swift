extension ProviderFacts {
  /// What is known of a provider's connections.
  public struct ConnectionFacts: Sendable, Hashable {
    /// Published and observed caps on open streams, the default first; empty when no cap is known.
    public var streams: [StreamPreset] = []
    /// The cap until the first request with a good credential was answered.
    public var streamsBeforeAuthentication: Int?
    /// After how long without a request the provider closes.
    public var idleClose: Duration?
    /// The age at which the provider closes.
    public var maximumAge: Duration?
    /// How many pings in a row without a request it bears; at one more it closes.
    public var pingsWithoutRequest: Int?
    /// What a new connection costs, the default first; empty when nothing is known.
    public var connectCost: [ConnectPreset] = []
    /// How far apart a fleet should open connections.
    public var spacing: Duration?

    /// Creates facts about connections of which nothing is known.
    public init() {}

    /// The default cap on open streams; nil when no cap is known.
    public var defaultStreams: StreamPreset? { streams.first }

    /// Returns the cap that is known under `name`.
    public func streams(named name: String) -> StreamPreset? {
      streams.first { $0.name == name }
    }

    /// Returns the cost that is known under `name`.
    public func connectCost(named name: String) -> Duration? {
      connectCost.first { $0.name == name }?.takes
    }
  }

  /// A cap on the streams of one connection, as one source saw it.
  public struct StreamPreset: Sendable, Hashable {
    /// Who says so.
    public var name: String
    /// The cap in ordinary times.
    public var perConnection: Int
    /// The cap under congestion, where the source names one.
    public var whenCongested: Int?

    /// Creates a preset.
    public init(_ name: String, _ perConnection: Int, whenCongested: Int? = nil) {
      self.name = name
      self.perConnection = perConnection
      self.whenCongested = whenCongested
    }
  }

  /// What a new connection costs, as one source says.
  public struct ConnectPreset: Sendable, Hashable {
    /// Who says so.
    public var name: String
    /// Name look-up, TCP and TLS together.
    public var takes: Duration

    /// Creates a preset.
    public init(_ name: String, _ takes: Duration) {
      self.name = name
      self.takes = takes
    }
  }

  /// A credential that expires.
  public struct CredentialFacts: Sendable, Hashable {
    /// How long it is good for.
    public var maximumAge: Duration
    /// How far apart renewals must be.
    public var minimumRenewal: Duration?
    /// What the renewal limit may apply to; the page is unclear, so a world picks one.
    public var renewalScopes: [RenewalScope]

    /// Creates facts about a credential.
    public init(
      maximumAge: Duration,
      minimumRenewal: Duration? = nil,
      renewalScopes: [RenewalScope] = []
    ) {
      self.maximumAge = maximumAge
      self.minimumRenewal = minimumRenewal
      self.renewalScopes = renewalScopes
    }

    /// What a renewal limit may apply to.
    public enum RenewalScope: String, Sendable, Hashable, CaseIterable {
      /// Each connection.
      case perConnection = "per-connection"
      /// All keys of a team.
      case perTeam = "per-team"
      /// A sending host's address.
      case perHost = "per-host"
    }
  }
}
