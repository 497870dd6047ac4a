import Testing

@testable import Scenarios

@Suite
struct WrittenClassTests {
  @Test(arguments: [
    ("to: {fcm: 60%, apns: 40%}", "to", "{fcm: 60%, apns: 40%}"),
    ("to: fcm, priority: p2", "priority", "p2"),
    ("to: fcm, deadline: 30s", "deadline", "30s"), ("to: fcm", "deadline", "never"),
    ("to: fcm, audience: once-each", "audience", "once-each"),
    ("to: fcm, patience: {exponential: {mean: 10s}}", "shape", "constant"),
  ])
  func keys(written: String, path: String, value: String) throws {
    let loaded = try Loaded(load: "{a: {\(written), arrivals: {poisson: 5/s}}}")
    #expect(loaded["load.a." + path] == value)
  }

  @Test
  func anAudienceOfAnotherSizeIsNotKnownYet() {
    let load = "{a: {to: fcm, campaign: {messages: 5k}, audience: {once-each: 6k}}}"
    let messages = ScenarioTests.messages(ScenarioRefusalTests.file(load: load))
    #expect(messages.count == 1)
    #expect(messages[0].contains("not supported yet: an audience of another size"))
  }
}
