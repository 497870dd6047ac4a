import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct CoresTests {
  @Test
  func workGoesToTheCoreThatIsFreeFirst() {
    var cores = Cores(servers: 2, cores: 2)
    #expect(cores.take(0, 100, at: 0) == 100)
    #expect(cores.take(0, 30, at: 0) == 30)
    #expect(cores.take(0, 50, at: 10) == 80)
    #expect(cores.take(0, 5, at: 20) == 85)
    // Another server's cores are its own, and an idle core starts now.
    #expect(cores.take(1, 7, at: 20) == 27)
    #expect(cores.take(0, 1, at: 200) == 201)
    #expect(cores.given == 193)
  }

  @Test
  func whatIsGivenIsDoneOrOutstandingUntilARestartLosesIt() {
    var cores = Cores(servers: 2, cores: 1)
    _ = cores.take(0, 100, at: 0)
    _ = cores.take(1, 60, at: 0)
    #expect(cores.outstanding(at: 40) == 80 && cores.done(at: 40) == 80)
    cores.clear(0, at: 40)
    #expect(cores.given == 100 && cores.outstanding(at: 40) == 20 && cores.done(at: 40) == 80)
    #expect(cores.take(0, 10, at: 40) == 50)
    cores.clear(1, at: 500)
    #expect(cores.done(at: 500) == 110)
  }

  /// One core is Lindley's recursion: a wait is what is left of all that came before.
  @Test
  func oneCoreIsAQueue() {
    var cores = Cores(servers: 1, cores: 1)
    var chance = RandomStream(Seed(2))
    var (now, wait, wrong) = (Int64(0), Int64(0), 0)
    for _ in 0..<10_000 {
      let work = Int64(chance.below(100))
      wrong += cores.take(0, work, at: now) == now + wait + work ? 0 : 1
      let gap = Int64(chance.below(110))
      wait = max(0, wait + work - gap)
      now += gap
    }
    #expect(wrong == 0)
  }
}
