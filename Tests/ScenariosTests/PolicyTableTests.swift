import Testing

@testable import Scenarios

@Suite
struct PolicyTableTests {
  @Test(arguments: [
    ("timeout: 7s", "timeout", "7s"), ("timeout: off", "timeout", "off"),
    ("retry: {attempts: 4, pauses: {fixed: 10s}, then: drop}", "retry.pauses", "{fixed: 10s}"),
    ("retry: {pauses: [0s, 1s], then: drop}", "retry.pauses", "[0s, 1s]"),
    (
      "retry: {pauses: {exponential: {base: 1s, cap: 60s, jitter: decorrelated}}}", "retry.pauses",
      "{exponential: {base: 1s, cap: 1m, jitter: decorrelated}}"
    ),
    (
      "retry: {pauses: {exponential: {base: 1s, jitter: 20%}}}", "retry.pauses",
      "{exponential: {base: 1s, jitter: 20%}}"
    ),
    ("retry: {then: park, park: [1m, 5m], park-jitter: 30%}", "retry.park", "[1m, 5m]"),
    ("retry: {honour-retry-after: false}", "retry.honour-retry-after", "false"),
    (
      "budget: {finagle: {ratio: 10%, reserve: 5/s}}", "budget",
      "{finagle: {ratio: 10%, reserve: 5/s, over: 10s}}"
    ),
    ("budget: {grpc: {tokens: 50, ratio: 0.2}}", "budget", "{grpc: {tokens: 50, ratio: 0.2}}"),
    ("budget: {in-flight: 20%}", "budget", "{in-flight: 20%}"),
    ("budget: {aws: {capacity: 300}}", "budget", "{aws: {capacity: 300}}"),
    ("budget: off", "budget", "off"),
    ("breaker: {window: {count: 200}}", "breaker.window", "{count: 200}"),
    ("breaker: {window: {consecutive: 5}}", "breaker.window", "{consecutive: 5}"),
    ("breaker: {window: {time: 20s, buckets: 5}}", "breaker.window", "{time: 20s, buckets: 5}"),
    ("breaker: {failure-rate: 10%}", "breaker.failure-rate", "10%"),
    ("breaker: {slow: {above: 3s}}", "breaker.slow.above", "3s"),
    ("breaker: {cool-down: 10s}", "breaker.cool-down.base", "10s"),
    ("breaker: {cool-down: {base: 5s, factor: 3}}", "breaker.cool-down.factor", "3"),
    ("breaker: {probes: {count: 10, pass: 50%}}", "breaker.probes.pass", "50%"),
    ("breaker: {ramp: off}", "breaker.ramp", "off"),
    ("breaker: {when-open: fail, scope: fleet}", "breaker.when-open", "fail"),
    ("breaker: off", "breaker", "off"),
    ("bulkhead: {per: provider, slots: 200}", "bulkhead", "200"),
    ("bulkhead: 50", "bulkhead", "50"),
    ("fallback: on", "fallback", "on"),
    (
      "fallback: {stale: {hit: 80%}}", "fallback",
      "{stale: {hit: 80%}}"
    ),
    ("rate: {limit: 9k/s, reserve: {p0: 10%}}", "rate.limit", "9000/s"),
    ("rate: {limit: 80%}", "rate.limit", "80%"), ("rate: off", "rate", "off"),
    ("connect: {ping: {idle: 30s}}", "connect.ping.idle", "30s"),
    ("connect: {choose: random, spacing: 1s}", "connect.choose", "random"),
    ("connect: {notice-goaway: never}", "connect.notice-goaway", "never"),
    ("classify: apple", "classify", "apple"),
    ("classify: {like: google, 503: park}", "classify", "google"),
    ("throttle: {sre: {k: 2, over: 1m}}", "throttle", "{sre: {k: 2, over: 1m}}"),
    ("throttle: off", "throttle", "off"),
    ("batch: {size: 100}", "batch.size", "100"),
    ("hedge: {after: p95}", "hedge.after", "p95"),
    ("limit: {aimd: {from: 20, to: 500}}", "limit", "{aimd: {from: 20, to: 500, least: 20}}"),
    ("limit: {fixed: 200}", "limit", "{fixed: 200}"),
    ("pressure: off", "pressure", "off"),
    (
      "pressure: {signals: {p95: {above: 500ms, for: 30s, until: 300ms}}}",
      "pressure.signals.p95", "above 500ms for 30s, until 300ms"
    ),
    (
      "pressure: {signals: {error-rate: 5%}, ladder: [{throttle: 20ms}, {shed: p3}, open]}",
      "pressure.ladder", "[{throttle: 20ms}, {shed: p3}, open]"
    ),
  ])
  func slots(written: String, path: String, value: String) throws {
    let loaded = try Loaded("policy: {like: recommended, \(written)}")
    #expect(loaded["load.a.policy(fcm)." + path] == value)
  }

  @Test(arguments: [
    ("classify: {503: prk}", "`503` is one of"), ("classify: aple", "there is no response table"),
    ("breaker: {probes: {pass: 0}}", "`pass` is a share above 0"),
    ("breaker: {cool-down: {base: 5m, cap: 1m}}", "`cap` is at least `base`"),
    ("breaker: {failure-rate: off, slow: off}", "this breaker can never open"),
    ("retry: {attempts: 0}", "`attempts` is a count"),
    ("retry: {pauses: {exponential: {cap: 5s}}}", "exponential needs `base`"),
    ("budget: {finagel: {}}", "unknown key `finagel`"),
    ("batch: {size: 0}", "`size` is a count"),
    ("timeout: 0", "`timeout` is a duration above 0"),
    ("rate: {limit: fast}", "`limit` is a share of the quota or a rate"),
    ("dedup: {window: 0s}", "`window` is a duration above 0"),
    ("hedge: {after: sometime}", "`after` is a percentile or a duration"),
    ("drain: {behind: p7}", "`behind` is one of"),
    ("limit: {aimd: {from: 20, to: 5}}", "`to` is at least `from`"),
    ("pressure: {signals: {error-rate: 70}}", "`error-rate` is a share from 0 to 1 (found 70)"),
    ("pressure: {ladder: [{shed: p9}]}", "`shed` is one of"),
  ])
  func refused(written: String, message: String) throws {
    let file = ScenarioRefusalTests.file(rest: "policy: {like: recommended, \(written)}")
    let messages = ScenarioTests.messages(file)
    #expect(messages.count == 1, "\(messages)")
    #expect(messages.first?.contains(message) == true, "\(messages)")
  }
}
