import Policies
import Testing
import TimeAndChance

@Suite
struct StreamPoolTests {
  @Test
  func firstStreamsOfAColdPool() throws {
    var chance = RandomStream(Seed(1))
    var pool = StreamPool(
      size: PoolSize(fixed: 2),
      limits: StreamLimits(perConnection: 3, beforeProof: 1)
    )
    let opened = Instant(nanoseconds: 50_000_000)
    pool.start(at: .zero)
    let first = ConnectionID(index: 0, incarnation: 1)
    let effects = [pool.takeEffect(), pool.takeEffect()]
    #expect(effects == [.open(first, .fresh), nil])
    #expect(pool.nextDeadline == Instant(nanoseconds: 100_000_000))
    let early = pool.lend(at: .zero, using: &chance)
    #expect(early == nil)
    pool.opened(first, at: opened)
    #expect(pool.streamsReady == 1)
    let leases = [
      pool.lend(for: 7, at: opened, using: &chance), pool.lend(at: opened, using: &chance),
    ]
    let lease = try #require(leases[0])
    #expect(lease == StreamPool.Lease(connection: 0, slot: 0, number: 1))
    #expect(leases[1] == nil)
    let ends = [
      pool.giveBack(lease, .answered, at: opened), pool.giveBack(lease, .answered, at: opened),
    ]
    #expect(ends == [true, false])
    #expect(pool.streamsReady == 3)
    #expect(pool.counts.misuses == 1)
  }
}
