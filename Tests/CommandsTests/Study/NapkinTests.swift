import Scenarios
import Testing

@testable import Commands

@Suite
struct NapkinTests {
  /// The first minute's demonstration: a median of 50 ms with a p99 of 400 ms is a mean of 74.6 ms.
  @Test
  func callsInFlightFollowTheMean() throws {
    let scenario = try SampleStudy.scenario(
      """
      spillway: 1
      run: {duration: 30s}
      load: {alerts: {to: push, arrivals: {poisson: 580k/s}}}
      providers: {push: {like: open, round-trip: {lognormal: {median: 50ms, p99: 400ms}}, streams: {per-connection: 100}}}
      fleet: {servers: 100, server: {connections: {push: 10}}}
      """
    )
    let napkin = try #require(Napkin.all(of: scenario.world).first)
    #expect(abs(napkin.inFlight - 43_263) < 50, "\(napkin.inFlight)")
    #expect(abs(napkin.inFlightByMedian - 29_000) < 1)
    #expect(napkin.connectionsNeeded == 433)
    #expect(napkin.connections == 1_000...1_000)
    #expect(abs((napkin.headroom ?? 0) - 2.31) < 0.01)
    let text = napkin.sentences.joined(separator: "\n")
    #expect(text.contains("43.2 k in flight") && text.contains("would say 29 k"))
    #expect(text.contains("87 at 500"))
  }
}
