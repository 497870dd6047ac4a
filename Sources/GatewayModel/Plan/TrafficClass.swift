package import GatewayCore
package import Statistics
package import TimeAndChance

/// One class of traffic: who sends what, how urgent it is, and what it may fall back to.
package struct TrafficClass: Sendable {
  package var name: String
  /// 0 (first) … 3.
  package var priority: UInt8 = 1
  /// Where it goes; shares add up to one.
  package var to: [Destination]
  package var source: Source
  package var shape: LoadShape = .constant
  /// Useless after this long; nil for never.
  package var deadline: Duration?
  /// Not sent any more after this long; the deadline unless given.
  package var ttl: Duration?
  package var fallback: FallbackPlan?
  package var audience: Audience = .onceEach
  /// How many tokens are addressed at all; nil for all that are registered.
  package var audienceSize: Int?
  /// A personalised payload: a topic cannot carry it.
  package var isPersonal = false
  package var tenants: TenantPlan?
  /// How often the same notification is offered (the amplification bug).
  package var copies = 1
  /// Upstream callers give up waiting in a queue after this long.
  package var patience: Distribution?
  package var clients: ClientPlan?
  /// In time means on the device, not merely accepted.
  package var inTimeOnDevice = false
  /// The policy towards each provider, resolved slot by slot: file, provider, class.
  package var policies: [Policy]

  package init(name: String, to: [Destination], source: Source, policies: [Policy]) {
    self.name = name
    self.to = to
    self.source = source
    self.policies = policies
  }

  /// A provider or a route, and the share of the class that goes there.
  package struct Destination: Sendable, Hashable {
    package enum Target: Sendable, Hashable {
      case provider(Int)
      case route(Int)
    }

    package var target: Target
    package var share: Double

    package init(target: Target, share: Double) {
      self.target = target
      self.share = share
    }
  }

  package enum Source: Sendable {
    case arrivals(Arrivals)
    case campaign(Campaign)
  }

  /// Which tokens are addressed.
  package enum Audience: Sendable, Hashable {
    case onceEach
    case atRandom
    case hot(tokens: Int, share: Double)
  }
}

/// How messages arrive by themselves.
package enum Arrivals: Sendable, Hashable {
  case poisson(Rate)
  case regular(Rate)
  /// `size` at once, `every` so often.
  case bursts(every: Duration, size: Int)
  /// `size` at once; the batches are a Poisson process of this rate.
  case batches(Rate, size: Int)
  /// A Poisson process whose rate follows a Markov chain: rate and mean stay of each state.
  case mmpp([MarkovState])
  /// Events per second by row of a file, each row `step` wide.
  case trace(rates: [Double], step: Duration)

  package struct MarkovState: Sendable, Hashable {
    package var rate: Rate
    package var stay: Duration

    package init(rate: Rate, stay: Duration) {
      self.rate = rate
      self.stay = stay
    }
  }
}

/// A factor on the arrival rate over time.
package enum LoadShape: Sendable, Hashable {
  case constant
  /// A sinusoid over 24 h of wall clock, with its peak (factor 1) and its trough.
  case diurnal(peakAt: Duration, trough: Double)
  /// Any sinusoid: factor 1 + amplitude · sin(2π t / period).
  case sine(period: Duration, amplitude: Double)
  /// Piecewise linear; ramps, steps and spikes are written so.
  case profile(Profile)
}

/// A backlog that a fan-out tier releases.
package struct Campaign: Sendable, Hashable {
  package enum Release: Sendable, Hashable {
    /// Spread evenly.
    case over(Duration)
    /// One loop at this rate.
    case serial(Rate)
    case shards(count: Int, each: Rate)
    /// The provider fans out by itself.
    case topic(provider: Int)
    /// Everything at once.
    case atOnce
  }

  package var messages: Int
  package var at: Duration
  package var by: Release

  package init(messages: Int, at: Duration, by: Release) {
    self.messages = messages
    self.at = at
    self.by = by
  }
}

package struct TenantPlan: Sendable, Hashable {
  package var count: Int
  /// Zipf exponent; 0 is uniform.
  package var skew: Double
  package var slow: Int
  /// Factor on the round trip of the slow ones.
  package var slowFactor: Double

  package init(count: Int, skew: Double, slow: Int = 0, slowFactor: Double = 1) {
    self.count = count
    self.skew = skew
    self.slow = slow
    self.slowFactor = slowFactor
  }
}

/// Upstream callers of an API gateway: they wait, give up and retry.
package struct ClientPlan: Sendable {
  /// How long a caller waits for its answer.
  package var wait: Distribution
  /// Calls in all, the first included.
  package var attempts: Int
  package var pause: Distribution
  /// The share of callers that obey Retry-After.
  package var honourRetryAfter: Double
  /// The share of callers that try again after a time-out; after a refusal all do.
  package var triesAgain = 1.0
  /// Callers between two calls at once; whoever comes on top gives up.
  ///
  /// Nil for any number.
  package var pausingAtMost: Int?
  /// Whether the answer to an earlier call still counts while the caller tries on.
  package var hearsLateAnswers = true
  /// A caller whose clock rings while its call waits sends another beside it and goes on waiting.
  package var insists = false

  package init(wait: Distribution, attempts: Int, pause: Distribution, honourRetryAfter: Double) {
    self.wait = wait
    self.attempts = attempts
    self.pause = pause
    self.honourRetryAfter = honourRetryAfter
  }
}

/// Where a message goes when its provider fails it, and when.
package struct FallbackPlan: Sendable, Hashable {
  package var provider: Int
  package var afterAttempts: Int?
  package var afterElapsed: Duration?
  package var whenBreakerOpen: Bool

  package init(provider: Int, afterAttempts: Int?, afterElapsed: Duration?, whenBreakerOpen: Bool) {
    self.provider = provider
    self.afterAttempts = afterAttempts
    self.afterElapsed = afterElapsed
    self.whenBreakerOpen = whenBreakerOpen
  }
}
