import GatewayCore
import Policies
import Providers
import TimeAndChance

/// The policy against which everything is compared; changing a figure is a product decision, with
/// its own commit and a new run of the published studies.
extension NamedPolicy {
  private static let choice = "recommended by this library"

  static func recommended(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    var draft = Draft(
      reading: recommendedTable(facts),
      facts.isAPNs ? .proposal : .documented,
      facts.isAPNs
        ? "the provider's table; 5xx parks, because Apple asks for 15 minutes"
        : "the provider's table",
      silence: "measurements have to ask for it first"
    )
    let timeout = recommendedTimeout(facts)
    draft.set(
      \.timeout,
      to: timeout,
      "timeout",
      facts.channel == .api ? "2 × p99" : facts.isFCM ? "15 s" : "10 s",
      facts.isFCM ? .documentedSecondHand : .proposal,
      facts.isFCM ? "Google asks for 10 s or more; its SDKs use 15 s" : choice
    )
    connect(&draft, facts)
    sending(&draft, priority)
    draft.set(
      \.breaker,
      to: recommendedBreaker(timeout, facts, priority),
      "breaker",
      "a server's; 25 % failures or 50 % slower than 2 × p99 of 100 in 10 s, in-flight age "
        + "timeout / 2; 30 s × 2ᵏ ≤ 5 min ± 50 %, k decays; 15 of 20 probes, lease 1.5 × timeout; "
        + "ramp 10 s; \(priority == 0 ? "falls back" : "parks") when open",
      .derived,
      choice + ", from what users of seven breakers report"
    )
    draft.note(
      "bulkhead",
      "each provider's own streams: pools are not shared",
      .proposal,
      choice
    )
    draft.set(
      \.pressure,
      to: ladder(facts),
      "pressure",
      "p95 over 2 × its baseline for 30 s, errors over 5 % for 2 min, queue 10 k, CPU 70 %: "
        + "delays 20 ms, sheds p3, sheds p2, opens; dwells 10 s",
      .seed,
      "field notes 003"
    )
    aftercare(&draft)
    return draft
  }

  private static func recommendedTable(_ facts: ProviderFacts) -> ResponseTable {
    guard facts.isAPNs else { return facts.table }
    // `Shutdown` is a 503 about one server: another one is there.
    return facts.table
      .setting(.statusClass(5), to: .park, because: choice)
      .setting(.reason(.shutdown, nil), to: .retryOnNewConnection, because: choice)
  }

  private static func recommendedTimeout(_ facts: ProviderFacts) -> Duration {
    if facts.channel == .api { return facts.p99 * 2 }
    return facts.isFCM ? .seconds(15) : .seconds(10)
  }

  private static func connect(_ draft: inout Draft, _ facts: ProviderFacts) {
    var connect = ConnectionPolicy()
    connect.reconnect = Reconnect(
      backoff: .exponential(base: .seconds(1), cap: .seconds(60), jitter: .full),
      spacing: .milliseconds(100),
      address: .fresh
    )
    connect.ping = PingPolicy(idle: .seconds(15), timeout: .seconds(5))
    connect.outlier = .init(consecutive: 5, pause: .seconds(30), atMost: .percent(10))
    if facts.isFCM {
      connect.ping = nil
      connect.ageLimit = .seconds(59 * 60)
      connect.idleLimit = .seconds(4 * 60)
    }
    draft.set(
      \.connect,
      to: connect,
      "connect",
      "a pool; reconnects after 1 s … 60 s with full jitter, 100 ms apart, to a fresh address",
      .observed,
      "Apple's engineers on opening a fleet: https://developer.apple.com/forums/thread/778909"
    )
    if facts.isFCM {
      draft.note(
        "connect.ping",
        "none; retired at 59 min and after 4 min idle",
        .observed,
        "FCM closes after 3 idle pings, 4 min idle and 1 h: Pushiko's comparison"
      )
    } else {
      draft.note("connect.ping", "after 15 s of silence, 5 s to answer", .code, "apns2 22443bc")
    }
    draft.note(
      "outlier",
      "5 failures in a row set a connection aside for 30 s, at most 10 % of them",
      .code,
      "Envoy's outlier detection"
    )
  }

  private static func sending(_ draft: inout Draft, _ priority: UInt8) {
    draft.set(
      \.rate,
      to: .init(
        limit: .shareOfQuota(.percent(90)),
        reserve: .percent(20),
        ramp: .seconds(60)
      ),
      "rate",
      "90 % of the quota, 20 % of that for P0 alone, ramp 60 s",
      .documentedSecondHand,
      choice + "; the ramp is Google's: https://firebase.google.com/docs/cloud-messaging/scale-fcm"
    )
    var retry = Policy.RetrySlot()
    retry.attempts = priority == 0 ? 2 : 1
    retry.pauses = .exponential(base: .seconds(1), cap: .seconds(60), jitter: .full)
    retry.retryAfter = .recommended
    retry.respectsDeadline = true
    retry.then = .park
    retry.park = .recommended
    retry.parkIn = .topic
    draft.set(
      \.retry,
      to: retry,
      "retry",
      "\(retry.attempts) quick attempts, 1 s … 60 s with full jitter, never below the provider's "
        + "floor, Retry-After plus up to 20 %, nothing that misses the deadline; then parked in the "
        + "topic for 1 m, 5 m, 25 m ± 20 %",
      .seed,
      "field notes 000 for the ladder; " + choice
    )
    draft.set(
      \.budget,
      to: .leaky(ratio: 0.2, reserve: Rate(perSecond: 10), over: .seconds(10)),
      "budget",
      "20 % of the requests plus 10/s per server, over 10 s, per provider and priority",
      .code,
      "Finagle's RetryBudget"
    )
  }

  static func recommendedBreaker(
    _ timeout: Duration,
    _ facts: ProviderFacts,
    _ priority: UInt8
  ) -> Policy.BreakerSlot {
    var breaker = Breaker.Configuration()
    breaker.window = .time(span: .seconds(10), buckets: 10)
    breaker.minimumCalls = 100
    breaker.failureRate = .percent(25)
    breaker.slowAfter = facts.p99 * 2
    breaker.slowRate = .percent(50)
    breaker.inFlightAge = timeout / 2
    breaker.coolDown.base = .seconds(30)
    breaker.coolDown.factor = 2
    breaker.coolDown.cap = .seconds(300)
    breaker.coolDown.jitter = .percent(50)
    breaker.coolDown.forgetting = .decays(every: .seconds(60))
    breaker.probes = .init(20, passing: 15, lease: timeout * 3 / 2)
    breaker.ramp = .init(span: .seconds(10))
    return .init(
      scope: .server,
      configuration: breaker,
      whenOpen: priority == 0 ? .fallback : .park
    )
  }

  private static func ladder(_ facts: ProviderFacts) -> PressureLadder.Configuration {
    var ladder = PressureLadder.Configuration()
    ladder.latency = .init(above: facts.p95 * 2, for: .seconds(30))
    ladder.errorRate = .init(above: 0.05, for: .seconds(120))
    ladder.queue = .init(above: 10_000)
    ladder.cpu = .init(above: 0.7)
    ladder.ladder = [.delay(.milliseconds(20)), .shed(from: 3), .shed(from: 2), .open]
    ladder.dwell = .seconds(10)
    return ladder
  }

  private static func aftercare(_ draft: inout Draft) {
    draft.set(
      \.fallback,
      to: .ofClass,
      "fallback",
      "the class's own, on attempts, on the clock or with the breaker open",
      .seed,
      "field notes 000"
    )
    draft.set(
      \.hygiene,
      to: .init(
        rule: TokenHygiene(timing: .inline, rule: .apple),
        guardRule: .init(invalidAbove: 3, stops: true)
      ),
      "hygiene",
      "inline, by the time of registration; stops at 3 × the usual share of invalid tokens",
      .documented,
      "https://developer.apple.com/documentation/usernotifications/"
        + "handling-notification-responses-from-apns"
    )
    draft.set(\.dedup, to: .seconds(86_400), "dedup", "24 h", .proposal, choice)
    draft.set(
      \.drain,
      to: .init(ramp: .seconds(60), behind: 0),
      "drain",
      "over 60 s, behind live P0",
      .proposal,
      choice
    )
  }
}
