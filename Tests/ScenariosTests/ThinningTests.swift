import GatewayModel
import Testing

@testable import Scenarios

@Suite
struct ThinningTests {
  @Test
  func whatServersShareIsDivided() throws {
    let world = try Loaded(
      fleet: "{servers: 100, queue: {limit: 100k}}",
      """
      run: {thin: 10}
      providers: {fcm: {quota: {rate: 600k/min}, capacity: {concurrent: 600, queue: 100}}}
      """
    ).scenario.world
    #expect(world.thin == 10)
    #expect(world.fleet.servers == 10)
    #expect(world.providers[0].quota?.limit == 60_000)
    #expect(world.providers[0].capacity?.concurrent == 60)
    #expect(world.fleet.queue.limit == 10_000)
    // Connections of a server are what they were.
    #expect(world.fleet.server.connections[0].maximum == 1)
  }

  @Test
  func aBreakerOfTheFleetIsRefused() {
    let file = ScenarioRefusalTests.file(
      fleet: "{servers: 100}",
      rest: "run: {thin: 10}\npolicy: {breaker: {scope: fleet}}"
    )
    #expect(
      ScenarioTests.messages(file) == [
        "4:13 `thin: 10` would change a breaker whose scope is wider than a server"
      ]
    )
  }
}
