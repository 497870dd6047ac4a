package import Policies
package import Statistics
package import TimeAndChance

/// One provider as the world plays it; presets and overrides are already resolved.
package struct ProviderPlan: Sendable {
  package var name: String
  /// The preset it is like, for what people read.
  package var preset: String
  /// There and back; not the provider's work.
  package var network: Distribution
  /// The whole call beyond the network; with capacity, the service that holds a slot.
  package var roundTrip: Distribution
  package var streams: Streams
  package var connect: Connect
  package var closes: Closes
  package var capacity: Capacity?
  package var quota: Quota?
  package var perDevice: Rate?
  /// Answers that come beside those of tokens, quota and capacity.
  package var answers: [AnswerShare]
  package var tokens: TokenPlan?
  package var delivery: DeliveryPlan?
  /// Senders of an SMS provider share its rate; nil for unlimited.
  package var sendRate: Rate?
  /// Messages a second that all fan-outs to topics reach together.
  ///
  /// 10,000 a second is "not uncommon, not guaranteed" (Google, quotas page).
  package var fanOut = Rate(perSecond: 10_000)
  /// What one accepted message costs, in the currency of the file.
  package var price: Double
  /// FCM answers 500 when a call takes longer than its own limit.
  package var internalTimeout: Duration?

  package init(name: String, roundTrip: Distribution, network: Distribution) {
    self.name = name
    preset = "open"
    self.network = network
    self.roundTrip = roundTrip
    streams = Streams()
    connect = Connect()
    closes = Closes()
    answers = []
    price = 0
  }

  package struct Streams: Sendable, Hashable {
    /// Nil for unbounded.
    package var perConnection: Int? = nil
    /// The lower cap while the provider is congested; nil when it never falls.
    package var whenCongested: Int?
    package var congestedAbove = 0.8
    package var restoredBelow = 0.6
    package var beforeAuthentication = Int.max

    package init() {}
  }

  package struct Connect: Sendable {
    package var takes: Distribution?
    /// New connections that the provider accepts, over the whole fleet.
    package var atMost: Rate?
    /// Hosts behind the name.
    package var hosts = 1

    package init() {}
  }

  package struct Closes: Sendable, Hashable {
    package var afterIdle: Duration?
    package var atAge: Duration?
    /// Error answers on one connection before the provider closes it.
    package var afterErrors: Int?
    /// How long a connection lives on after its GOAWAY; nil until its last stream has ended.
    package var grace: Duration?

    package init() {}
  }

  package struct Capacity: Sendable, Hashable {
    package enum WhenFull: Sendable, Hashable {
      case answer(Answer)
      case silence
    }

    package var concurrent: Int
    /// Nil for unbounded.
    package var queue: Int?
    package var whenFull: WhenFull
    package var loadHeader: Bool

    package init(concurrent: Int, queue: Int?, whenFull: WhenFull, loadHeader: Bool = false) {
      self.concurrent = concurrent
      self.queue = queue
      self.whenFull = whenFull
      self.loadHeader = loadHeader
    }
  }

  package struct Quota: Sendable, Hashable {
    package enum Refill: Sendable, Hashable {
      /// The bucket is full again at the end of each window.
      case toFull
      case continuous
    }

    package enum Counts: Sendable, Hashable {
      case everything
      case allButTooMany
      case accepted
    }

    package enum RetryAfter: Sendable, Hashable {
      case none
      case constant(Duration)
      /// Until the bucket refills.
      case untilRefill
    }

    package var limit: Double
    package var window: Duration
    package var refill: Refill
    package var counts: Counts
    package var retryAfter: RetryAfter

    package init(
      limit: Double,
      window: Duration,
      refill: Refill,
      counts: Counts,
      retryAfter: RetryAfter
    ) {
      self.limit = limit
      self.window = window
      self.refill = refill
      self.counts = counts
      self.retryAfter = retryAfter
    }
  }

  /// Accepted, then on the device.
  package struct DeliveryPlan: Sendable {
    package var takes: Distribution
    package var rate: Rate?
    /// Nil for unbounded.
    package var queue: Int?

    package init(takes: Distribution, rate: Rate?, queue: Int?) {
      self.takes = takes
      self.rate = rate
      self.queue = queue
    }
  }
}

/// How often an answer comes that is not success, and what it is like.
package struct AnswerShare: Sendable {
  package enum Reply: Sendable, Hashable {
    case answer(Answer)
    /// The call is never answered.
    case silence
  }

  /// The key as written, so that a fault can replace the base value of the same key.
  package var key: String
  package var reply: Reply
  package var share: Profile
  /// The answer's own latency; nil for the ordinary round trip.
  package var takes: Distribution?
  /// The message reaches its device all the same: the duplicate trap.
  package var delivered: Bool

  package init(
    key: String,
    reply: Reply,
    share: Profile,
    takes: Distribution? = nil,
    delivered: Bool = false
  ) {
    self.key = key
    self.reply = reply
    self.share = share
    self.takes = takes
    self.delivered = delivered
  }
}

/// The population of a provider's tokens.
package struct TokenPlan: Sendable, Hashable {
  package var registered: Int
  package var dead = 0.0
  /// Share of the living that die per day.
  package var dyingPerDay = 0.0
  /// Share of the dead that registered again with the same token.
  package var returning = 0.0
  package var newPerSecond = 0.0
  /// How long a dead token still answers success.
  package var notice: Duration = .zero
  package var corrupt = 0.0

  package init(registered: Int) {
    self.registered = registered
  }
}

extension AnswerShare {
  /// No answer, for a share of the calls.
  static func silence(_ share: Double) -> AnswerShare {
    AnswerShare(key: "no-answer", reply: .silence, share: Profile(constant: share))
  }
}
