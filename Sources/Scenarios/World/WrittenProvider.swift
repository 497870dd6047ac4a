internal import GatewayModel
internal import Policies
internal import Providers
internal import Statistics
internal import TimeAndChance

/// A provider as the file describes it: the preset's plan, changed by the keys given.
struct WrittenProvider: Sendable {
  var plan: ProviderPlan
  var facts: ProviderFacts
  /// How many senders share the rate; nothing for one.
  var senders: Int?
  /// Whether the file says that its senders have no limit.
  var isUnlimited = false
  /// The provider's own layer of policy.
  var policy: Node?

  /// The plan with what depends on several keys.
  var resolved: ProviderPlan {
    var plan = plan
    if let sender = facts.sender, plan.sendRate == nil, !isUnlimited {
      let rate = sender.rate.perSecond * Double(senders ?? 1)
      plan.sendRate = Rate(perSecond: min(rate, sender.accountRate?.perSecond ?? rate))
    }
    return plan
  }
}

extension WrittenProvider {
  /// The provider as its preset is, before any key.
  init(named name: String, like facts: ProviderFacts) {
    self.facts = facts
    let roundTrip = Self.distribution(of: facts.roundTrip)
    plan = ProviderPlan(name: name, roundTrip: roundTrip, network: Self.constant(.zero))
    plan.preset = facts.name
    plan.streams = Self.streams(facts.connection)
    plan.connect.takes = facts.connection.connectCost.first.map { Self.constant($0.takes) }
    plan.closes.afterIdle = facts.connection.idleClose
    plan.closes.atAge = facts.connection.maximumAge
    plan.quota = facts.quota.flatMap { Self.quota($0) }
    plan.perDevice = facts.perDevice.first { $0.excess == .refused }?.refill
    plan.price = facts.priceUSD ?? 0
    if let topic = facts.topic { plan.fanOut = topic.fanOutRate }
    plan.internalTimeout = facts.internalTimeout?.after
    plan.delivery = facts.delivery.map {
      ProviderPlan.DeliveryPlan(takes: Self.distribution(of: $0), rate: nil, queue: nil)
    }
  }

  private static func streams(_ facts: ProviderFacts.ConnectionFacts) -> ProviderPlan.Streams {
    var streams = ProviderPlan.Streams()
    streams.perConnection = facts.defaultStreams?.perConnection
    streams.whenCongested = facts.defaultStreams?.whenCongested
    streams.beforeAuthentication = facts.streamsBeforeAuthentication ?? .max
    return streams
  }

  private static func quota(_ facts: ProviderFacts.QuotaFacts) -> ProviderPlan.Quota? {
    guard let rate = facts.rate else { return nil }
    return ProviderPlan.Quota(
      limit: rate.perSecond * facts.window.inSeconds,
      window: facts.window,
      refill: facts.refill == .toFull ? .toFull : .continuous,
      counts: counts(facts.counts),
      retryAfter: facts.retryAfter.map { .constant($0) } ?? .none
    )
  }

  private static func counts(
    _ counts: ProviderFacts.QuotaFacts.Counts
  ) -> ProviderPlan.Quota.Counts {
    switch counts {
    case .all: .everything
    case .allBut429: .allButTooMany
    case .accepted: .accepted
    }
  }

  private static func constant(_ value: Duration) -> Distribution {
    distribution(of: .constant(value))
  }

  /// The presets' own figures are ours: that they are no distribution would be our mistake.
  private static func distribution(of latency: ProviderFacts.Latency) -> Distribution {
    do throws(DistributionError) {
      switch latency {
      case .constant(let value): return try .constant(value.inSeconds)
      case .lognormal(let median, let p99):
        return try .lognormal(median: median.inSeconds, p99: p99.inSeconds)
      }
    } catch {
      preconditionFailure("a preset's latency is no distribution: \(error)")
    }
  }
}
