import GatewayModel
import Scenarios
import Testing

@testable import Commands

@Suite
struct RunCostTests {
  /// 100/s for 60 s and a campaign of 1,000, three times, two variants.
  @Test
  func messagesAreCountedBeforeTheyAreSent() throws {
    let scenario = try SampleStudy.scenario(
      """
      spillway: 1
      run: {duration: 60s, replications: 3}
      load:
        alerts: {to: push, arrivals: {poisson: 100/s}}
        news: {to: push, campaign: {messages: 1k, at: 10s, by: {over: 10s}}}
        late: {to: push, campaign: {messages: 1k, at: 50s, by: {serial: 10/s}}}
      providers: {push: {like: open, round-trip: 50ms}}
      fleet: {servers: 1}
      policy: none
      compare: {one: {fleet: {servers: 1}}, two: {fleet: {servers: 2}}}
      """
    )
    let cost = RunCost(scenario)
    #expect(cost.messages == 6_000 + 1_000 + 100)
    #expect(cost.runs == 3 && cost.variants == 2 && cost.isFixed)
    #expect(abs(cost.seconds - 7_100 * 6 / 1.5e6) < 1e-9)
    #expect(cost.bytes > 24e6)
  }

  /// An outage parks what comes while it lasts.
  @Test
  func outagesTakeMemory() throws {
    let text = """
      spillway: 1
      run: {duration: 2h}
      load: {alerts: {to: push, arrivals: {poisson: 1k/s}}}
      providers: {push: {like: open, round-trip: 50ms}}
      fleet: {servers: 1, queue: {limit: 0}}
      faults: [{at: 10m, for: 1h, hits: push, answers: {503: 100%}}]
      """
    let parked = RunCost(try SampleStudy.scenario(text))
    let dropped = RunCost(try SampleStudy.scenario(text + "\npolicy: naive\n"))
    #expect(abs(parked.bytes - dropped.bytes - 3.6e6 * 32) < 1)
  }
}
