internal import GatewayModel

/// A metric as the grammar of `expect:` knows it: its name and what may be asked of it.
package struct MetricWord: Sendable, Hashable {
  package enum Unit: String, Sendable, Hashable {
    case time, rate, share, count, number, money, size
  }

  package let name: String
  package let unit: Unit
  package let hasPercentiles: Bool
  package let meaning: String
  /// Whether a world reports it.
  package internal(set) var isMeasured = true

  package init(_ name: String, _ unit: Unit, percentiles: Bool = false, _ meaning: String) {
    self.name = name
    self.unit = unit
    self.hasPercentiles = percentiles
    self.meaning = meaning
  }
}

extension MetricWord.Unit {
  /// What a bound of it looks like.
  var bound: String {
    switch self {
    case .time: "a duration, as in 2s"
    case .rate: "a rate, as in 500/s"
    case .share: "a share, as in 99%"
    case .count: "a count, as in 0 or 50k"
    case .number: "a number, as in 1.3"
    case .money: "a sum of money, as in 20 USD"
    case .size: "a size, as in 8GiB"
    }
  }
}

extension MetricWord {
  /// Every metric of the format; those that no world measures yet are known by name only.
  package static let all: [MetricWord] = {
    let measured = Metric.all.map { MetricWord($0) }
    let words = counts + shares + times + levels + judgements
    return measured
      + words.filter { word in !measured.contains { $0.name == word.name } }
      .map { $0.unmeasured }
  }()

  /// A metric as the world reports it.
  private init(_ metric: Metric) {
    name = metric.name
    meaning = metric.meaning
    unit =
      switch metric.unit {
      case .seconds: .time
      case .perSecond: .rate
      case .share: .share
      case .count: .count
      case .number: .number
      case .bytes: .size
      case .money: .money
      }
    hasPercentiles = metric.headline == .mean
    isMeasured = true
  }

  private var unmeasured: MetricWord {
    var word = self
    word.isMeasured = false
    return word
  }

  private static let counts: [MetricWord] = [
    MetricWord("offered", .count, "messages that sources brought"),
    MetricWord("attempts", .count, "sends started"),
    MetricWord("delivered", .count, "messages accepted by a provider or a fallback"),
    MetricWord("permanent", .count, "messages that no retry can help"),
    MetricWord("expired", .count, "messages past their time to live"),
    MetricWord("dead-lettered", .count, "messages given to the dead-letter queue"),
    MetricWord("shed", .count, "messages refused to protect the rest"),
    MetricWord("fallback-sends", .count, "sends on the secondary channel"),
    MetricWord("parked", .count, "messages put aside for a later try"),
    MetricWord("duplicates", .count, "messages that reached a device more than once"),
    MetricWord("pruned", .count, "tokens taken from the registry"),
    MetricWord("wrongly-pruned", .count, "good tokens taken from the registry"),
    MetricWord("throttled", .count, "sends that a limiter held back"),
    MetricWord("handshakes", .count, "connections opened"),
    MetricWord("probes", .count, "trial sends of half-open breakers"),
    MetricWord("trips", .count, "openings of breakers"),
    MetricWord("rejected", .count, "messages failed at once, upstream told so"),
    MetricWord("gave-up", .count, "messages whose sender stopped waiting"),
    MetricWord("dropped", .count, "messages dropped after the last attempt"),
    MetricWord("deduplicated", .count, "messages recognised as sent before"),
    MetricWord("stale", .count, "messages answered with the last known good"),
    MetricWord("by-fallback", .count, "messages that a fallback delivered"),
    MetricWord("lost", .count, "messages that nothing accounts for"),
    MetricWord("false-trips", .count, "openings while no fault acts"),
    MetricWord("low-trips", .count, "openings under a fault below the breaker's threshold"),
    MetricWord("flaps", .count, "openings within two cool-downs of the previous close"),
  ]

  private static let shares: [MetricWord] = [
    MetricWord("delivered-in-time", .share, "accepted before the deadline, of those offered"),
    MetricWord("refused-but-good", .share, "refused although the answer would have been a success"),
    MetricWord("waited", .share, "attempted messages with any wait"),
    MetricWord("streams-in-use", .share, percentiles: true, "streams in use, of those ready"),
    MetricWord("cpu", .share, percentiles: true, "busy share of the servers' cores"),
    MetricWord("quota-used", .share, percentiles: true, "used share of a provider's quota"),
    MetricWord("breaker-open", .share, "share of time and traffic behind an open breaker"),
    MetricWord("wasted-share", .share, "wasted attempts, of all attempts"),
  ]

  private static let times: [MetricWord] = [
    MetricWord("wait", .time, percentiles: true, "offered until the first attempt starts"),
    MetricWord("queue-wait", .time, percentiles: true, "offered until a server takes it"),
    MetricWord("stream-wait", .time, percentiles: true, "taken until a stream is free"),
    MetricWord("round-trip", .time, percentiles: true, "start of an attempt until its answer"),
    MetricWord("time-to-accept", .time, percentiles: true, "offered until accepted, all offered"),
    MetricWord("time-to-deliver", .time, percentiles: true, "offered until on the device"),
    MetricWord("time-to-accept-of-accepted", .time, percentiles: true, "of the accepted alone"),
    MetricWord("time-to-deliver-of-delivered", .time, percentiles: true, "of the delivered alone"),
    MetricWord("time-to-detect", .time, percentiles: true, "fault start until breakers are open"),
    MetricWord(
      "time-to-recover",
      .time,
      percentiles: true,
      "last fault's end until goodput is back"
    ),
    MetricWord(
      "time-to-drain",
      .time,
      percentiles: true,
      "last fault's end until the backlog is gone"
    ),
  ]

  private static let levels: [MetricWord] = [
    MetricWord("goodput", .rate, "delivered per second"),
    MetricWord("amplification", .number, "attempts started per message offered"),
    MetricWord("wasted-attempts", .count, "attempts that could not succeed"),
    MetricWord("in-flight", .number, percentiles: true, "attempts under way"),
    MetricWord("connections", .number, percentiles: true, "open connections"),
    MetricWord("queue-depth", .number, percentiles: true, "messages waiting in the queue"),
    MetricWord("memory", .size, percentiles: true, "bytes held by servers"),
    MetricWord("headroom", .number, "streams ready per 99th percentile of streams in use"),
  ]

  private static let judgements: [MetricWord] = [
    MetricWord("collapse", .share, "replications that collapsed"),
    MetricWord("metastable", .share, "replications that collapsed and would recover after a pause"),
    MetricWord("fallback-cost", .money, "price of the secondary channel"),
    MetricWord("server-cost", .money, "price of the servers"),
  ]
}
