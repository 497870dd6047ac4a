import GatewayCore
import NamedPolicies
import Policies
import Providers
import Testing
import TimeAndChance

/// The table of the design, line by line: a change here is a product decision.
@Suite
struct RecommendedTests {
  private func policy(_ facts: ProviderFacts, _ priority: UInt8 = 1) throws -> Policy {
    try #require(NamedPolicy.named("recommended")).policy(for: facts, priority: priority)
  }

  @Test
  func timeouts() throws {
    var steady = Provider.backend
    steady.roundTrip = .constant(.milliseconds(80))
    #expect(try policy(Provider.apns).timeout == .seconds(10))
    #expect(try policy(Provider.fcm).timeout == .seconds(15))
    #expect(try policy(Provider.backend).timeout == .milliseconds(800))
    #expect(try policy(steady).timeout == .milliseconds(160))
  }

  @Test
  func connections() throws {
    let apns = try policy(Provider.apns).connect
    #expect(apns.reuse == .pool)
    #expect(
      apns.reconnect
        == Reconnect(
          backoff: .exponential(base: .seconds(1), cap: .seconds(60), jitter: .full),
          spacing: .milliseconds(100),
          address: .fresh
        )
    )
    #expect(apns.ping == PingPolicy(idle: .seconds(15), timeout: .seconds(5)))
    #expect(
      apns.outlier == .init(consecutive: 5, pause: .seconds(30), atMost: .percent(10))
    )
    let fcm = try policy(Provider.fcm).connect
    #expect(fcm.ping == nil)
    #expect(fcm.ageLimit == .seconds(59 * 60))
    #expect(fcm.idleLimit == .seconds(240))
  }

  @Test
  func answers() throws {
    let apns = Classifier(try policy(Provider.apns).classify)
    let actions: [(Answer, Verdict.Action)] = [
      (Answer(.internalServerError), .park), (Answer(.serviceUnavailable), .park),
      (Answer(status: 502), .park), (Answer(.shutdown), .retryOnNewConnection),
      (Answer(.unregistered), .prune), (Answer(.tooManyRequests), .backOffDevice),
      (Answer(status: 200), .done),
    ]
    let differing = actions.filter { apns.verdict(for: $0.0).action != $0.1 }
    #expect(differing.isEmpty)
    #expect(try policy(Provider.fcm).classify == .google)
  }

  @Test
  func pace() throws {
    for facts in [Provider.apns, Provider.fcm] {
      let policy = try policy(facts)
      #expect(policy.rate?.limit == .shareOfQuota(.percent(90)))
      #expect(policy.rate?.reserve == .percent(20))
      #expect(policy.rate?.ramp == .seconds(60))
      #expect(
        policy.budget == .leaky(ratio: 0.2, reserve: Rate(perSecond: 10), over: .seconds(10))
      )
      #expect(policy.bulkhead == nil)
    }
  }

  @Test(arguments: [UInt8(0), 1, 2, 3])
  func retries(_ priority: UInt8) throws {
    let retry = try policy(Provider.fcm, priority).retry
    #expect(retry.attempts == (priority == 0 ? 2 : 1))
    #expect(
      retry.pauses == .exponential(base: .seconds(1), cap: .seconds(60), jitter: .full)
    )
    #expect(retry.retryAfter == .recommended)
    #expect(retry.respectsDeadline)
    #expect(retry.then == .park)
    #expect(retry.parkIn == .topic)
    #expect(
      retry.park
        == ParkingLadder([.seconds(60), .seconds(300), .seconds(1_500)], jitter: .percent(20))
    )
  }

  @Test
  func breaker() throws {
    let slot = try #require(try policy(Provider.fcm).breaker)
    let breaker = slot.configuration
    #expect(slot.scope == .server)
    #expect(slot.whenOpen == .park)
    #expect(try policy(Provider.fcm, 0).breaker?.whenOpen == .fallback)
    #expect(breaker.window == .time(span: .seconds(10), buckets: 10))
    #expect(breaker.failureRate == .percent(25))
    #expect(breaker.slowAfter == .milliseconds(800))
    #expect(breaker.slowRate == .percent(50))
    #expect(breaker.minimumCalls == 100)
    #expect(breaker.inFlightAge == .milliseconds(7_500))
    #expect(breaker.coolDown == Breaker.CoolDown())
    #expect(breaker.coolDown.base == .seconds(30) && breaker.coolDown.cap == .seconds(300))
    #expect(breaker.coolDown.jitter == .percent(50))
    #expect(breaker.probes.count == 20)
    #expect(breaker.probes.rule == .successes(15))
    #expect(breaker.probes.lease == .milliseconds(22_500))
    #expect(breaker.ramp == .init(span: .seconds(10)))
  }

  @Test
  func pressure() throws {
    let ladder = try #require(try policy(Provider.fcm).pressure)
    // p95 of a lognormal whose median is 50 ms and whose p99 is 400 ms: 217 ms.
    let above = try #require(ladder.latency).above
    #expect(abs(above.inSeconds - 0.4351) < 0.001)
    #expect(ladder.latency?.lasting == .seconds(30))
    #expect(ladder.errorRate == .init(above: 0.05, for: .seconds(120)))
    #expect(ladder.queue == .init(above: 10_000) && ladder.cpu == .init(above: 0.7))
    #expect(
      ladder.ladder == [.delay(.milliseconds(20)), .shed(from: 3), .shed(from: 2), .open]
    )
    #expect(ladder.dwell == .seconds(10) && !ladder.isDryRun)
  }

  @Test
  func aftercare() throws {
    let policy = try policy(Provider.apns)
    #expect(policy.fallback == .ofClass)
    #expect(policy.hygiene?.rule == TokenHygiene(timing: .inline, rule: .apple))
    #expect(policy.hygiene?.guardRule == .init(invalidAbove: 3, stops: true))
    #expect(policy.dedup == .seconds(86_400))
    #expect(policy.drain == .init(ramp: .seconds(60), behind: 0))
    #expect(policy.hedge == nil)
  }
}
