import GatewayCore
import Policies
import Testing
import TimeAndChance

@Suite
struct LaneTests {
  @Test
  func aRefusedCredentialDoesNotLiftTheLimitBeforeProof() {
    var rig = Rig(.plain, limits: .init(perConnection: 8, beforeProof: 1))
    var first = rig.message()
    _ = rig.offer(&first)
    #expect(rig.answer(&first, Answer(status: 403)) == .retry(at: at(1)))
    #expect(rig.machine.lanes[0].pool.streamsReady == 1)
    var second = rig.message()
    _ = rig.offer(&second)
    _ = rig.answer(&second, .accepted)
    #expect(rig.machine.lanes[0].pool.streamsReady == 8)
  }

  @Test
  func aConnectionsBreakerDiesWithItsConnection() throws {
    var rig = Rig(.breaking(.fail, scope: .connection))
    var old = rig.message()
    var late = rig.message()
    _ = rig.offer(&old)
    _ = rig.offer(&late)
    _ = rig.answer(&old, Answer(status: 500))
    #expect(rig.machine.lanes[0].connectionBreakers[0].phase == .open)
    var refused = rig.message()
    #expect(rig.offer(&refused) == .end(.rejected))
    #expect(rig.machine.lanes[0].pool.streamsInUse == 1)
    let connection = try #require(rig.machine.lanes[0].pool.connection(inPlace: 0))
    rig.machine.lanes[0].pool.connectionLost(connection, at: rig.now, using: &rig.chance)
    rig.pass(.seconds(90))
    rig.machine.lanes[0].pool.advance(to: rig.now, using: &rig.chance)
    rig.connect()
    var next = rig.message()
    guard case .send = rig.offer(&next) else {
      Issue.record("the successor has a breaker of its own")
      return
    }
    // What the dead connection left behind says nothing about its successor.
    _ = rig.answer(&late, Answer(.connectionLost))
    #expect(rig.machine.lanes[0].connectionBreakers[0].phase == .closed)
    #expect(rig.machine.lanes[0].connectionBreakers[0].outstanding == 1)
    _ = rig.answer(&next, .accepted)
    #expect(rig.machine.lanes[0].connectionBreakers[0].outstanding == 0)
  }

  @Test
  func drainingConnectionsKeepTheirBreakersBesideTheirSuccessors() throws {
    var rig = Rig(.breaking(.fail, after: 9, scope: .connection))
    var held: [Delivery] = []
    for _ in 0..<4 {
      var delivery = rig.message()
      if case .send = rig.offer(&delivery) { held.append(delivery) }
      let place = Int(delivery.lease.connection)
      let connection = try #require(rig.machine.lanes[0].pool.connection(inPlace: place))
      rig.machine.lanes[0].pool
        .goAway(connection, lastStreamID: .max, at: rig.now, using: &rig.chance)
      rig.pass(.seconds(90))
      rig.machine.lanes[0].pool.advance(to: rig.now, using: &rig.chance)
      while let effect = rig.machine.lanes[0].pool.takeEffect() {
        switch effect {
        case .open(let one, _): rig.machine.lanes[0].pool.opened(one, at: rig.now)
        case .ping(let one): rig.machine.lanes[0].pool.pong(one, at: rig.now)
        case .close, .ended: break
        }
      }
    }
    let lane = rig.machine.lanes[0]
    #expect(held.count == 4 && lane.pool.places > lane.pool.size.most)
    #expect(lane.connectionBreakers.count == 4)
    for index in held.indices { _ = rig.answer(&held[index], .accepted) }
    #expect(rig.machine.lanes[0].connectionBreakers.allSatisfy { $0.outstanding == 0 })
  }
}
