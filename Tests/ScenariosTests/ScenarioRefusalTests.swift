import TestKit
import Testing

@testable import Scenarios

/// Whole files with mistakes, as a user meets them.
@Suite
struct ScenarioRefusalTests {
  /// The smallest file with something wrong in one section.
  static func file(
    load: String = "{a: {to: fcm, arrivals: {poisson: 5k/s}}}",
    fleet: String = "{servers: 2}",
    rest: String = ""
  ) -> String {
    "spillway: 1\nload: \(load)\nfleet: \(fleet)\n\(rest)\n"
  }

  @Test
  func tenMistakesAtOnce() throws {
    let text = try #require(Repository.text(at: "Tests/Golden/Scenarios/ten-mistakes.yaml"))
    let found = ScenarioTests.errors(text)
    #expect(GoldenFile("Scenarios/ten-mistakes.txt").difference(from: found) == nil)
    #expect(found.split(separator: "\n").count { $0.contains(": error: ") } == 10)
  }

  @Test(arguments: [
    (
      "{a: {to: fmc, arrivals: {poisson: 5k/s}}}",
      "2:16 there is no provider or route called `fmc`; did you mean `fcm`?"
    ),
    (
      "{a: {to: {fcm: 50%, apns: 40%}, arrivals: {poisson: 5k/s}}}",
      "2:16 the shares of `to` add up to 90%, not 100%"
    ),
    (
      "{a: {arrivals: {poisson: 5k/s}}}",
      "2:11 class of traffic needs `to` (a provider, a route, or shares of them)"
    ),
    ("{a: {to: fcm}}", "2:11 a class of traffic needs `arrivals` or `campaign`"),
    (
      "{a: {to: fcm, arrivals: {poison: 5k/s}}}",
      "2:32 unknown key `poison` in arrivals; did you mean `poisson`?"
    ),
    ("{a: {to: fcm, arrivals: {poisson: 0/s}}}", "2:41 `poisson` is a rate above 0 (found 0/s)"),
    (
      "{a: {to: fcm, arrivals: {bursts: {every: 1s}}}}",
      "2:40 bursts needs `size` (so many at once)"
    ),
    (
      "{a: {to: fcm, priority: p9, arrivals: {poisson: 5k/s}}}",
      "2:31 `priority` is one of `p0`, `p1`, `p2`, `p3` (found p9); did you mean `p0`?"
    ),
    (
      "{a: {to: fcm, arrivals: {file: ../x.csv, column: y}}}",
      "2:38 `../x.csv` leaves the scenario's folder; put the file beside it"
    ),
    (
      "{a: {to: fcm, campaign: {messages: 5, at: 11m}}}",
      "2:49 the campaign begins at 11m, after the run of 10m"
    ),
    (
      "{a: {to: fcm, campaign: {messages: 5}, arrivals: {poisson: 1/s}}}",
      "2:31 a class has `arrivals` or a `campaign`, not both; make two classes"
    ),
    (
      "{a: {to: fcm, arrivals: {poisson: 5k/s}, fallback: {to: smss, after: {attempts: 2}}}}",
      "2:63 there is no provider called `smss` (known: fcm)"
    ),
    (
      "{a: {to: fcm, arrivals: {poisson: 5k/s}, fallback: {to: apns}}}",
      "2:58 fallback needs `after` (whichever comes first)"
    ),
    (
      "{a: {to: fcm, arrivals: {poisson: 5k/s}, shape: {spike: {at: 1m, for: 1m, to: 11}}}}",
      "2:85 `to` is a factor, as in x10 (found 11); did you mean `x11`?"
    ),
    (
      "{a: {to: fcm, arrivals: {poisson: 5k/s}, policy: recomended}}",
      "2:56 there is no policy called `recomended`; did you mean `recommended`?"
    ),
    (
      "{a: {to: fcm, arrivals: {poisson: 5k/s}, policy: {retrys: {}}}}",
      "2:57 unknown key `retrys` in policy; did you mean `retry`?"
    ),
    (
      "{a: {to: fcm, personal: true, campaign: {messages: 5, by: {topic: fcm}}}}",
      "2:65 a topic cannot carry a personal message; use shards"
    ),
    (
      "{a: {to: fcm, arrivals: {poisson: 1/s}, clients: {retry: {attempts: 3, pause: 1s}}}}",
      "2:56 clients need `wait`, as in 30s"
    ),
    (
      "{a: {to: fcm, arrivals: {poisson: 1/s}, tenants: {count: 5, slow: {count: 6, round-trip: x2}}}}",
      "2:73 6 of 5 tenants cannot be slow"
    ),
    ("[]", "2:7 `load` is a map (found a list)"),
    ("{a: 5}", "2:11 `a` is a map with keys such as `to`, `priority`, `arrivals` (found 5)"),
  ])
  func load(load: String, message: String) {
    #expect(ScenarioTests.messages(Self.file(load: load)) == [message])
  }

  @Test(arguments: [
    ("{}", "3:8 fleet needs `servers` or `regions`"),
    ("{servers: 0}", "3:18 `servers` is a count of at least 1 (found 0)"),
    (
      "{servers: 2, regions: {a: {servers: 5}}}",
      "3:18 `servers` and `regions` exclude each other; give each region its own"
    ),
    (
      "{regions: {a: {share: 60%, servers: 5}, b: {share: 60%, servers: 5}}}",
      "3:18 the shares of `regions` add up to 120%, not 100%"
    ),
    (
      "{regions: {a: {share: 60%, servers: 5}, b: {servers: 5}}}",
      "3:18 give every region a `share`, or none"
    ),
    (
      "{servers: 2, server: {connections: {apsn: 5}}}",
      "3:44 there is no provider called `apsn` (known: fcm)"
    ),
    (
      "{servers: 2, server: {connections: {fcm: {min: 8, max: 4, grow-at: 80%}}}}",
      "3:63 `max` is at least `min` (found 4)"
    ),
    (
      "{servers: 2, queue: {dispatch: best}}",
      "3:39 `dispatch` is one of `pull`, `round-robin`, `random`, `least-loaded` (found best)"
    ),
    ("{servers: 2, placement: sidecar}", "3:32 `placement` must be `library` (found sidecar)"),
  ])
  func fleet(fleet: String, message: String) {
    #expect(ScenarioTests.messages(Self.file(fleet: fleet)) == [message])
  }

  @Test(arguments: [
    (
      "faults: [{at: 20m, hits: fcm, latency: x2}]",
      "4:15 the fault begins at 20m, but the run lasts 10m"
    ),
    (
      "faults: [{at: 1m, hits: fcmm, latency: x2}]",
      "4:25 there is no provider called `fcmm`; did you mean `fcm`?"
    ),
    (
      "faults: [{at: 1m, hits: fcm}]",
      "4:10 a fault needs something that it does: `answers`, `latency`, `streams`, `close`, "
        + "`silent`, `lose`, `crash` ..."
    ),
    ("faults: [{at: 1m, latency: x2}]", "4:10 a fault needs `hits`, as in `hits: fcm`"),
    (
      "faults: [{at: 1m, hits: servers, latency: x2}]",
      "4:34 `latency` is for a fault that hits a provider, as in `hits: fcm`"
    ),
    (
      "faults: [{at: 1m, hits: fcm, answers: {503: 60%, 500: 60%}}]",
      "4:39 the shares of `answers` add up to 120%"
    ),
    (
      "faults: [{at: 1m, hits: fcm, answers: {UNAVAILBLE: 60%}}]",
      "4:40 `UNAVAILBLE` is no status, reason or `no-answer`; did you mean `UNAVAILABLE`?"
    ),
    (
      "faults: [{at: 1m, for: 10s, ramp: 6s, hits: fcm, latency: x2}]",
      "4:35 two ramps of 6s do not fit in 10s"
    ),
    (
      "faults: [{name: a, at: 1m, hits: fcm, latency: x2}, {name: a, at: 2m, hits: fcm, latency: x2}]",
      "4:60 two faults are called `a`"
    ),
    (
      "faults: [{at: 1m, like: crash-hurd, hits: fcm}]",
      "4:25 `like` is one of `brownout-8pct-75h`, `late-success-503`, `hard-5h`, `crash-herd`, "
        + "`micro-spikes`, `sick-connection`, `410-wave`, `tls-cliff`, `zombie-after-goaway` "
        + "(found crash-hurd); did you mean `crash-herd`?"
    ),
    (
      "run: {duration: 5m, warm-up: 5m}",
      "4:30 `warm-up` is 5m, but the run lasts 5m: nothing is left to measure"
    ),
    ("run: {thin: 2}", "4:13 `thin: 2` leaves 1 servers; at least 10 are needed"),
    (
      "policy: {breaker: {failure-rate: 25}}",
      "4:34 `failure-rate` is a share from 0 to 1 (found 25); did you mean `25%`?"
    ),
    (
      "policy: {like: recommended, breaker: {window: {count: 50}, minimum: 100}}",
      "4:69 `minimum` exceeds the window of 50 calls (found 100)"
    ),
    (
      "policy: {retry: {pauses: {exponental: {base: 1s}}}}",
      "4:27 unknown key `exponental` in pauses; did you mean `exponential`?"
    ),
    (
      "policy: {retry: {then: forget}}",
      "4:24 `then` is one of `park`, `dead-letter`, `drop` (found forget)"
    ),
    ("policies: {a: {like: b}, b: {like: a}}\npolicy: a", "4:36 policy `a` is like itself"),
    ("providers: {fcm: {like: fmc}}", "4:25 there is no preset fmc; did you mean `fcm`?"),
    (
      "providers: {fcm: {round-trip: 50}}",
      "4:31 `round-trip` needs a unit, as in 30s or 250ms (found 50)"
    ),
    ("providers: {fcm: {quota: {rate: 0}}}", "4:26 `quota` needs a `rate` above 0, as in 600k/min"),
    (
      "providers: {fcm: {capacity: {queue: 5}}}",
      "4:29 capacity needs `concurrent` (calls worked on at once)"
    ),
    (
      "providers: {fcm: {answers: {503: 10}}}",
      "4:34 `503` is a share from 0 to 1 (found 10); did you mean `10%`?"
    ),
    (
      "compare-to: naiv\ncompare: {naive: {policy: naive}}",
      "4:13 there is no variant called `naiv`; did you mean `naive`?"
    ),
    (
      "compare: {naive: {polcy: naive}}",
      "4:19 unknown key `polcy` in the scenario; did you mean `policy`?"
    ),
    (
      "compare: {naive: naive}",
      "4:11 a variant is a map of overrides, as in {policy: naive}"
    ),
    (
      "expect: [amplification(fmc) < 2]",
      "4:24 there is no class, provider, region or priority called `fmc`; did you mean `fcm`?"
    ),
    (
      "expect: [lost == 0 from 20m to 30m]",
      "4:10 the window `from 20m to 30m` lies outside the run, which lasts 10m"
    ),
    (
      "expect: amplification < 2",
      "4:9 `expect` is a list of lines (found amplification < 2)"
    ),
    (
      "size: {smallest: fleet.servers, between: [10, 2], objectives: []}",
      "4:47 `between` rises, in one unit (found 2)"
    ),
    (
      "sweep: {vary: {policy.timeout: [5s]}, watch: [lost]}",
      "4:32 `policy.timeout` needs at least two values to vary"
    ),
    ("spilway: 1", "4:1 unknown key `spilway` in the scenario; did you mean `spillway`?"),
    (
      "routes: {pay: {primary: fcm, secondary: fcm}}",
      "4:41 `secondary` is the same provider as `primary`"
    ),
  ])
  func rest(rest: String, message: String) {
    #expect(ScenarioTests.messages(Self.file(rest: rest)) == [message])
  }

  @Test(arguments: [
    ("fleet.servrs=3", "1:1 unknown key `servrs` in fleet; did you mean `servers`?"),
    ("run.duration=5", "1:14 `duration` needs a unit, as in 30s or 250ms (found 5)"),
    ("faults.outage.at=5m", "1:1 nothing in `faults` is called `outage`"),
  ])
  func overrides(override: String, message: String) {
    let file = Self.file(rest: "faults: []")
    #expect(ScenarioTests.messages(file, overrides: [override]) == [message])
  }

  @Test(arguments: [
    (
      "spillway: 2\nload: {}\nfleet: {servers: 1}\n",
      "1:11 this program reads format version 1 (found 2)"
    ),
    ("spillway: 1\nload: {}\n", "1:1 the scenario needs `fleet` (the sender's side)"),
    ("- 1\n", "1:1 a scenario is a map with keys such as `load` and `fleet`"),
    ("5\n", "1:1 a scenario is a map with keys such as `load` and `fleet`"),
  ])
  func heads(text: String, message: String) {
    #expect(ScenarioTests.messages(text) == [message])
  }
}
