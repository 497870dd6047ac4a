import Testing

@testable import Scenarios

@Suite
struct WrittenFaultTests {
  @Test(arguments: [
    Reads("fcm", "fcm"), Reads("network of fcm", "network of fcm"),
    Reads("tokens of fcm", "tokens of fcm"), Reads("region us-east", "region us-east"),
    Reads("servers", "servers"),
    Reads(
      "the network",
      "1:6 `key` is a provider, `network of` or `tokens of` one, `region` and its name, or "
        + "`servers` (found the network)"
    ),
  ])
  func targets(_ it: Reads) {
    #expect(Reads.outcome(Kind<WrittenTarget>.target, it.text) == it.gives)
  }

  @Test(arguments: [
    (
      "{at: 1m, hits: fcm, latency: x2, share: 5%}",
      "`share` needs `among`, as in `among: connections`"
    ),
    (
      "{at: 1m, hits: fcm, close: 50%, among: hosts}",
      "`among` says what the share of `answers`, `silent`, `latency`, `streams` is a share of"
    ),
    (
      "{at: 1m, hits: tokens of fcm, latency: x2}",
      "`latency` is for a fault that hits a provider, as in `hits: fcm`"
    ),
    ("{hits: fcm, latency: x2}", "fault needs `at` (when it begins)"),
  ])
  func refused(fault: String, message: String) {
    let file = ScenarioRefusalTests.file(rest: "faults: [\(fault)]")
    #expect(
      ScenarioTests.messages(file).map { String($0.drop { $0 != " " }.dropFirst()) } == [message]
    )
  }
}
