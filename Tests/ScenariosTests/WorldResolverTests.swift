import GatewayModel
import Testing
import TimeAndChance

@testable import Scenarios

@Suite
struct WorldResolverTests {
  @Test
  func whatIsNamedIsConnected() throws {
    let world = try Loaded(
      load: """
        {a: {to: {fcm: 60%, apns: 40%}, priority: p0, arrivals: {poisson: 100/s}, deadline: 30s,
             fallback: {to: backup, after: {attempts: 2, elapsed: 20s, breaker-open: at-once}}}}
        """,
      "providers: {backup: {like: backend, capacity: {concurrent: 10, queue: unbounded}}}"
    ).scenario.world
    #expect(world.providers.map(\.name) == ["backup", "fcm", "apns"])
    #expect(world.classes[0].to.map(\.share) == [0.6, 0.4])
    #expect(world.classes[0].fallback?.provider == 0)
    #expect(world.classes[0].ttl == .seconds(30))
    #expect(world.providers[0].capacity?.queue == nil)
  }

  @Test
  func theBoxesOfACentralGatewaySend() throws {
    let fleet = """
      {regions: {east: {servers: 30}, west: {servers: 10}}, cost: {server: 1 USD/h},
       placement: {central: {hop: 1ms, servers: 4}}, sync: 1s}
      """
    let world = try Loaded(fleet: fleet).scenario.world
    #expect(world.fleet.regions.map(\.servers) == [3, 1])
    #expect(world.fleet.callers == 40 && world.fleet.sync == .seconds(1))
  }

  @Test
  func anAudienceMayBeOfAnySize() throws {
    let world = try Loaded(
      load: "{a: {to: fcm, arrivals: {poisson: 1/s}, audience: {at-random: 50k}}}",
      "providers: {fcm: {like: fcm, tokens: {registered: 1M}, fan-out: 5k/s}}"
    ).scenario.world
    #expect(world.classes[0].audienceSize == 50_000)
    #expect(world.providers[0].fanOut.perSecond == 5_000)
  }

  @Test
  func aNaiveFleetHasANaiveQueue() throws {
    let naive = try Loaded("policy: naive").scenario.world.fleet.queue
    #expect(naive.order == .fifo)
    #expect(naive.limit == nil)
    #expect(try Loaded("policy: recommended").scenario.world.fleet.queue.limit == 100_000)
  }

  @Test
  func regionsShareByServers() throws {
    let fleet = "{regions: {east: {servers: 30}, west: {servers: 10}}}"
    let world = try Loaded(fleet: fleet).scenario.world
    #expect(world.fleet.regions.map(\.share) == [0.75, 0.25])
    let changed = try Loaded(fleet: fleet).scenario.changed([("fleet.servers", "20")])
    #expect(changed.world.fleet.regions.map(\.servers) == [15, 5])
  }

  @Test
  func theFirstDisturbance() throws {
    let faults = "faults: [{at: 4m, hits: fcm, latency: x2}]"
    #expect(try Loaded(faults).scenario.world.firstDisturbance == .seconds(240))
    #expect(try Loaded().scenario.world.firstDisturbance == .seconds(600))
  }

  @Test
  func everyResolvedValueHasASource() throws {
    let scenario = try Loaded("run: {duration: 5m}").scenario
    let rows = scenario.assumptions
    #expect(rows.first { $0.path == "run.duration" }?.source == "x.yaml:4")
    #expect(rows.first { $0.path == "run.seed" }?.source == "default")
    #expect(rows.first { $0.path == "fleet.server.connections.fcm" }?.note.isEmpty == false)
    #expect(rows.allSatisfy { !$0.source.isEmpty })
    #expect(Set(rows.map(\.path)).count == rows.count)
  }
}
