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
}
