internal import GatewayCore
internal import Policies
internal import TimeAndChance

extension Kind where Value == AdaptiveThrottle.Rule {
  /// `{sre: {k: 2, over: 2m}}` or `{envoy: {...}}`.
  static var throttle: Kind {
    let sre = Table(
      "sre",
      initial: SRE(),
      [
        Key(
          "k",
          .number.only("a number of at least 1", where: { $0 >= 1 }),
          \.k,
          "sends per accepted one"
        ),
        Key("over", RunPlan.positive, \.over, "how long a send counts"),
      ]
    )
    let envoy = Table(
      "envoy",
      initial: Admission(),
      [
        Key("threshold", .fraction, \.threshold, "share of successes that is asked for"),
        Key(
          "aggression",
          .number.only("a number of at least 1", where: { $0 >= 1 }),
          \.aggression,
          "1 is linear"
        ),
        Key("cap", .fraction, \.cap, "never refuses more than this"),
        Key("least-rate", .rate, \.leastRate, "below it nothing is refused"),
        Key("over", RunPlan.positive, \.over, "how long an answer counts"),
      ]
    )
    return choice(
      "throttle",
      [
        Way("sre", .table(sre), "refuses what exceeds k times the accepted") {
          .sre(k: $0.k, over: $0.over)
        },
        Way("envoy", .table(envoy), "refuses as successes fall below a threshold") {
          .envoy(
            threshold: $0.threshold,
            aggression: $0.aggression,
            cap: $0.cap,
            leastRate: $0.leastRate,
            over: $0.over
          )
        },
      ],
      show: { rule in
        switch rule {
        case .sre(let k, let over): return "{sre: {k: \(shown(k)), over: \(shown(over))}}"
        case .envoy(let threshold, _, let cap, _, let over):
          let shares =
            "threshold: \(shown(threshold.value * 100))%, cap: \(shown(cap.value * 100))%"
          return "{envoy: {\(shares), over: \(shown(over))}}"
        case .failsafe: return "failsafe-go"
        case .finagle: return "finagle"
        case .pid: return "semian"
        }
      }
    )
  }
}

extension Kind where Value == ConcurrencyLimit.Rule {
  /// `{fixed: 200}`, `{aimd: {from: 20, to: 1000}}`, `{vegas: {...}}` or `{gradient2: {...}}`.
  static var limit: Kind {
    let from = Key<LimitSpan>("from", Kind<Int>.positiveCount, \.from, "at the start")
    let to = Key<LimitSpan>("to", Kind<Int>.positiveCount, \.to, "never more")
    let least = Key<LimitSpan>("least", Kind<Int>.positiveCount, \.least, "never fewer")
    func table(_ name: String, _ keys: [Key<LimitSpan>]) -> Kind<LimitSpan> {
      .table(
        Table(name, initial: LimitSpan(), keys) { span, node, reading in
          if span.from > span.to || span.least > span.to {
            reading.refuse((node["to"] ?? node).span, "`to` is at least `from` and `least`")
          }
        }
      )
    }
    return choice(
      "limit",
      [
        Way("fixed", Kind<Int>.positiveCount, "so many calls under way") { .fixed($0) },
        Way("aimd", table("aimd", [from, to, least]), "one more for a success, a tenth less else") {
          .aimd(.init(initial: $0.start, least: min($0.least, $0.start), most: $0.to))
        },
        Way("vegas", table("vegas", [from, to]), "by how much the shortest round trip grew") {
          .vegas(.init(initial: $0.start, most: $0.to))
        },
        Way("gradient2", table("gradient2", [from, to, least]), "by the trend of round trips") {
          .gradient2(.init(initial: $0.start, least: min($0.least, $0.start), most: $0.to))
        },
      ],
      show: { rule in
        switch rule {
        case .unlimited: return "unlimited"
        case .fixed(let count): return "{fixed: \(count)}"
        case .aimd(let it):
          return "{aimd: {from: \(it.initial), to: \(it.most), least: \(it.least)}}"
        case .vegas(let it): return "{vegas: {from: \(it.initial), to: \(it.most)}}"
        case .gradient2(let it):
          return "{gradient2: {from: \(it.initial), to: \(it.most), least: \(it.least)}}"
        case .envoyGradient: return "envoy"
        }
      }
    )
  }
}

/// The keys of one map, as they are read.
private struct SRE: Sendable {
  var k = 2.0
  var over: Duration = .seconds(120)
}

/// The keys of one map, as they are read.
private struct Admission: Sendable {
  var threshold = Fraction.percent(95)
  var aggression = 1.0
  var cap = Fraction.percent(80)
  var leastRate = Rate.zero
  var over: Duration = .seconds(30)
}

/// The keys of one map, as they are read.
private struct LimitSpan: Sendable {
  var from = 20
  var to = 1_000
  var least = 20
  /// Refused when it is above `to`; read all the same.
  var start: Int { min(from, to) }
}
