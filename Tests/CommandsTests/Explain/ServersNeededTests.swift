import GatewayModel
import Scenarios
import Testing

@testable import Commands

@Suite
struct ServersNeededTests {
  private static let peak = """
    spillway: 1
    run: {duration: 30s}
    load: {alerts: {to: push, arrivals: {poisson: 580k/s}}}
    providers:
      push: {like: open, round-trip: {lognormal: {median: 50ms, p99: 400ms}}, streams: {per-connection: 100}, quota: {rate: 600k/min}}
    fleet:
      regions: {east: {share: 60%, servers: 60}, west: {share: 40%, servers: 40}}
      fail-over: {after: 30s}
      server:
        connections: {push: 8}
        work: {per-send: 250us, cores: 4}
        memory: {per-message: 2KiB, per-connection: 256KiB, limit: 1GiB}
    """

  /// 43,263 in flight on 800 streams a server; 145 cores; 58 times too small a quota.
  @Test
  func eachConstraintAsksForItsServers() throws {
    let rows = ServersNeeded.all(of: try SampleStudy.scenario(Self.peak).world)
    let servers = Dictionary(uniqueKeysWithValues: rows.map { ($0.constraint, $0.servers) })
    #expect(servers["streams of push"] == 55 && servers["processors"] == 37)
    #expect(servers["memory"] == 1)
    #expect(servers["without east"] == 136 && servers["without west"] == 91)
    #expect(servers["quota of push"] == .some(nil))
    let quota = try #require(rows.first { $0.constraint == "quota of push" })
    #expect(abs(quota.covered - 1 / 58) < 1e-9)
    #expect(ServersNeeded.binding(rows) == quota)
  }

  /// A thinned world is a part; the answer is about the whole.
  @Test
  func thinningChangesNothing() throws {
    let whole = try SampleStudy.scenario(Self.peak)
    let part = try SampleStudy.scenario(Self.peak.replacing("30s}", with: "30s, thin: 10}"))
    #expect(part.world.thin == 10)
    #expect(
      ServersNeeded.all(of: part.world).map(\.servers)
        == ServersNeeded.all(of: whole.world).map(\.servers)
    )
  }

  @Test
  func threadsHoldOneCallEach() throws {
    let scenario = try SampleStudy.scenario(
      """
      spillway: 1
      load: {alerts: {to: push, arrivals: {poisson: 1k/s}}}
      providers: {push: {like: open, round-trip: 100ms}}
      fleet: {servers: 2, server: {concurrency: {threads: 40}}}
      """
    )
    let row = try #require(ServersNeeded.all(of: scenario.world).first)
    #expect(row.constraint == "threads" && row.servers == 3)
  }
}

extension String {
  /// This text with one part replaced.
  fileprivate func replacing(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
