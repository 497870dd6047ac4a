import Testing

@testable import Scenarios

@Suite
struct OverrideTests {
  static func apply(_ override: String, to base: String) -> (String, String) {
    var written = Written(base)
    guard let root = written.root,
      let change = Override.parse(override, &written.sources, &written.diagnostics)
    else { return ("", written.rendered) }
    do throws(Diagnostic) {
      return (try change.applied(to: root, shape: MergeTests.shape).flow, written.rendered)
    } catch {
      return ("", ScenarioErrors([error], in: written.sources).rendered)
    }
  }

  @Test(arguments: [
    ("a.b=5", "{a: {b: 1, c: 2}}", "{a: {b: 5, c: 2}}"),
    ("a.b.c=5", "{}", "{a: {b: {c: 5}}}"),
    ("a=null", "{a: 1, b: 2}", "{b: 2}"),
    ("a=", "{a: 1, b: 2}", "{b: 2}"),
    ("a={b: 1}", "{a: {c: 2}}", "{a: {c: 2, b: 1}}"),
    ("a=x=y", "{}", "{a: x=y}"),
    ("policy.breaker.rate=25%", "{policy: naive}", "{policy: {like: naive, breaker: {rate: 25%}}}"),
    ("policy.breaker=off", "{policy: naive}", "{policy: {like: naive, breaker: off}}"),
    ("policy.breaker.rate=2", "{}", "{policy: {breaker: {rate: 2}}}"),
    (
      "faults.outage.at=5m", "{faults: [{at: 1}, {name: outage, at: 1}]}",
      "{faults: [{at: 1}, {name: outage, at: 5m}]}"
    ),
    ("faults.fault 1.at=5m", "{faults: [{at: 1}]}", "{faults: [{at: 5m}]}"),
    ("faults.outage=null", "{faults: [{name: outage}]}", "{faults: []}"),
    (
      "faults.outage.answers.503.share=8%", "{faults: [{name: outage, answers: {503: 40%}}]}",
      "{faults: [{name: outage, answers: {503: {share: 8%}}}]}"
    ),
    (
      "trip.lognormal.p99.9=2s", "{trip: {lognormal: {p50: 1, p99.9: 3}}}",
      "{trip: {lognormal: {p50: 1, p99.9: 2s}}}"
    ),
    ("trip.lognormal.p99.9=2s", "{trip: {constant: 1}}", "{trip: {lognormal: {p99.9: 2s}}}"),
    (
      "policy.breaker.window.count=9", "{policy: {breaker: {window: {time: 1, buckets: 2}}}}",
      "{policy: {breaker: {window: {count: 9}}}}"
    ),
    (
      "policy.breaker.window.buckets=9", "{policy: {breaker: {window: {time: 1}}}}",
      "{policy: {breaker: {window: {time: 1, buckets: 9}}}}"
    ),
    ("a.\"x.y\"=1", "{}", "{a: {x.y: 1}}"),
  ])
  func applies(override: String, base: String, result: String) {
    #expect(Self.apply(override, to: base) == (result, ""))
  }

  @Test(arguments: [
    ("a.b=1", "{a: [x]}", "--set:1:1: error: nothing in `a` is called `b`\n"),
    ("a.b=1", "{a: 5}", "--set:1:1: error: `a` is 5, not a map\n"),
    (
      "faults.outge.at=1", "{faults: [{name: outage}]}",
      "--set:1:1: error: nothing in `faults` is called `outge`; did you mean `outage`?\n"
    ),
    ("a", "{}", "--set:1:1: error: an override is path=value, as in fleet.servers=30\n"),
    ("a=[1", "{}", "--set:1:5: error: not YAML: did not find expected ',' or ']'\n"),
  ])
  func refuses(override: String, base: String, message: String) {
    #expect(Self.apply(override, to: base).1.hasPrefix(message))
  }

  @Test
  func valuesKeepTheirColumnInTheArgument() throws {
    var written = Written("{}")
    let root = try #require(written.root)
    let change = try #require(
      Override.parse("run.seed=x", &written.sources, &written.diagnostics)
    )
    let changed = try change.applied(to: root, shape: .anything)
    #expect(changed["run"]?["seed"]?.span.start.column == 10)
  }
}
