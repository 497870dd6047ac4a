import Testing

@testable import Scenarios

@Suite
struct WrittenFleetTests {
  @Test(arguments: [
    ("server: {connections: {fcm: 8}}", "server.connections.fcm", "8"),
    (
      "server: {connections: {fcm: {min: 4, max: 16, grow-at: 80%}}}", "server.connections.fcm",
      "{min: 4, max: 16, grow-at: 80%}"
    ),
    ("start: cold", "start", "cold"),
    ("queue: {dispatch: {best-of: 2}}", "queue.dispatch", "{best-of: 2}"),
    ("queue: {dispatch: {pull: {prefetch: 100}}}", "queue.dispatch", "{pull: {prefetch: 100}}"),
    ("queue: {order: fifo, limit: unbounded}", "queue.limit", "unbounded"),
    ("server: {work: {per-send: 100us, cores: 8}}", "server.work.cores", "8"),
  ])
  func keys(written: String, path: String, value: String) throws {
    #expect(try Loaded(fleet: "{servers: 2, \(written)}")["fleet." + path] == value)
  }
}
