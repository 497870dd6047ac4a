import GatewayCore
import Policies
import Testing
import TimeAndChance

extension DeliveryMachineTests {
  @Test
  func whatWasNeverProcessedIsNoAttemptAndCostsNoBudget() {
    var rig = Rig(
      .plain {
        $0.retry.attempts = 1
        $0.budget = .gRPC(tokens: 2, ratio: 0.1)
      }
    )
    var delivery = rig.message()
    var waits: [Int64] = []
    for turn in 0..<5 {
      guard case .send = rig.offer(&delivery, isNew: turn == 0) else { break }
      guard case .retry(let again) = rig.answer(&delivery, Answer(.refusedStream)) else { break }
      waits.append(rig.now.nanoseconds(to: again) / 1_000_000)
      rig.now = again
    }
    // At once, then a second each: the pause of the policy.
    #expect(waits == [0, 1000, 1000, 1000, 1000])
    _ = rig.offer(&delivery, isNew: false)
    #expect(
      rig.answer(&delivery, Answer(status: 500)) == .park(until: rig.now.advanced(by: .seconds(60)))
    )
    #expect(rig.machine.ledger.attempts == 6 && rig.machine.ledger.addsUp)
  }

  @Test
  func aConnectionWhoseBreakerRefusesIsLeftAlone() {
    var rig = Rig(.breaking(.fail, scope: .connection), connections: 3)
    var bad = rig.message()
    _ = rig.offer(&bad)
    let place = bad.lease.connection
    _ = rig.answer(&bad, Answer(status: 500))
    #expect(rig.machine.lanes[0].connectionBreakers[Int(place)].phase == .open)
    var places: Set<UInt16> = []
    for _ in 0..<12 {
      var delivery = rig.message()
      guard case .send = rig.offer(&delivery) else {
        Issue.record("two connections are healthy")
        return
      }
      places.insert(delivery.lease.connection)
      _ = rig.answer(&delivery, .accepted)
    }
    #expect(places.count == 2 && !places.contains(place))
    #expect(rig.machine.lanes[0].pool.connectionsSetAside == 1)
    // After its cool-down it gets its probe.
    rig.pass(.seconds(31))
    rig.machine.lanes[0].pool.advance(to: rig.now, using: &rig.chance)
    for _ in 0..<3 {
      var delivery = rig.message()
      _ = rig.offer(&delivery)
      places.insert(delivery.lease.connection)
    }
    #expect(places.contains(place))
  }

  @Test
  func withAllConnectionsAsideTheBreakersSpeak() {
    var rig = Rig(.breaking(.fail, scope: .connection), connections: 2)
    var pair = [rig.message(), rig.message()]
    for index in pair.indices { _ = rig.offer(&pair[index]) }
    for index in pair.indices { _ = rig.answer(&pair[index], Answer(status: 500)) }
    for _ in 0..<3 {
      var delivery = rig.message()
      #expect(rig.offer(&delivery) == .end(.rejected))
      #expect(rig.machine.retryAfterNanoseconds > 29_000_000_000)
    }
    #expect(rig.machine.lanes[0].pool.connectionsSetAside == 2)
  }
}
