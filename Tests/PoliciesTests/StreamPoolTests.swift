import Testing
import TimeAndChance

@testable import Policies

@Suite
struct StreamPoolTests {
  static func warm(
    _ connections: Int,
    streams: Int,
    _ policy: ConnectionPolicy = ConnectionPolicy(),
    using chance: inout RandomStream
  ) -> StreamPool {
    var pool = StreamPool(
      size: PoolSize(fixed: connections),
      limits: StreamLimits(perConnection: streams),
      policy: policy
    )
    pool.startWarm(agesWithin: .zero, at: .zero, using: &chance)
    return pool
  }

  /// Lends `count` streams at the epoch and returns the leases that were granted.
  static func lend(
    _ count: Int,
    from pool: inout StreamPool,
    using chance: inout RandomStream
  ) -> [StreamPool.Lease] {
    (0..<count).compactMap { pool.lend(for: UInt32($0), at: .zero, using: &chance) }
  }

  static func effects(of pool: inout StreamPool) -> [StreamPool.Effect] {
    var effects: [StreamPool.Effect] = []
    while let effect = pool.takeEffect() { effects.append(effect) }
    return effects
  }

  @Test
  func oneStreamBeforeTheFirstAnswer() throws {
    var chance = RandomStream(Seed(1))
    var pool = StreamPool(
      size: PoolSize(fixed: 2),
      limits: StreamLimits(perConnection: 3, beforeProof: 1)
    )
    let opened = Instant(nanoseconds: 50_000_000)
    pool.start(at: .zero)
    let first = ConnectionID(index: 0, incarnation: 1)
    #expect(Self.effects(of: &pool) == [.open(first, .fresh)])
    #expect(pool.nextDeadline == Instant(nanoseconds: 100_000_000))
    let early = pool.lend(at: .zero, using: &chance)
    #expect(early == nil)
    pool.opened(first, at: opened)
    #expect(pool.streamsReady == 1)
    let leases = Self.lend(2, from: &pool, using: &chance)
    #expect(leases == [StreamPool.Lease(connection: 0, slot: 0, number: 1)])
    let ends = leases.map { pool.giveBack($0, .answered, at: opened) }
    #expect(ends == [true])
    #expect(pool.streamsReady == 3)
  }

  @Test
  func aCapBelowTheOpenStreamsLetsThemFinish() throws {
    var chance = RandomStream(Seed(1))
    var pool = Self.warm(1, streams: 4, using: &chance)
    let connection = try #require(pool.connection(inPlace: 0))
    let leases = Self.lend(4, from: &pool, using: &chance)
    pool.settings(cap: 2, on: connection)
    #expect(pool.streamsInUse == 4 && pool.streamsReady == 2 && pool.streamsFree == 0)
    var granted: [Bool] = []
    for lease in leases.prefix(3) {
      pool.giveBack(lease, .answered, at: .zero)
      granted.append(pool.streamsFree > 0)
    }
    #expect(granted == [false, false, true])
    pool.settings(cap: 70, on: connection)
    let more = Self.lend(100, from: &pool, using: &chance)
    #expect(more.count == 69 && Set(more.map(\.slot)).count == 69)
    #expect(pool.openLeases(on: connection).count == 70)
  }

  /// Streams 1, 3, 5, 7; the peer has acted on the first two at most.
  @Test
  func aGoAwaySaysWhichLeasesAreSafeToSendAgain() throws {
    var chance = RandomStream(Seed(1))
    var pool = Self.warm(1, streams: 4, using: &chance)
    let connection = try #require(pool.connection(inPlace: 0))
    let leases = Self.lend(4, from: &pool, using: &chance)
    #expect(leases.map { pool.streamID(of: $0) } == [1, 3, 5, 7])
    #expect(pool.newestStreamID(on: connection) == 7)
    pool.goAway(connection, lastStreamID: 0x7fff_ffff, at: .zero, using: &chance)
    #expect(leases.allSatisfy { pool.fate(of: $0) == .open })
    pool.goAway(connection, lastStreamID: 3, at: .zero, using: &chance)
    typealias Fate = StreamPool.Fate
    #expect(leases.map { pool.fate(of: $0) } == [.open, .open, .neverProcessed, .neverProcessed])
    pool.giveBack(leases[0], .answered, at: .zero)
    pool.connectionLost(connection, at: .zero, using: &chance)
    let last = pool.fate(of: leases[1])
    #expect(last == .unknown)
    let ended = Self.effects(of: &pool).compactMap { effect -> (UInt32, Fate)? in
      guard case .ended(_, let owner, let fate) = effect else { return nil }
      return (owner, fate)
    }
    #expect(ended.map(\.0) == [2, 3, 1])
    #expect(ended.map(\.1) == [.neverProcessed, .neverProcessed, .unknown])
    #expect(pool.counts.misuses == 0 && pool.streamsInUse == 0)
  }

  /// The pause before an opening is the backoff's, drawn from the stream handed in.
  @Test
  func reconnectsAfterExactlyTheDrawnPause() throws {
    var chance = RandomStream(Seed(7))
    var pool = Self.warm(1, streams: 4, using: &chance)
    var twin = chance
    var expected: [Instant] = []
    var found: [Instant] = []
    var now = Instant(nanoseconds: 5)
    for attempt in 1...8 {
      let connection = ConnectionID(index: 0, incarnation: UInt16(attempt))
      pool.connectionLost(connection, at: now, using: &chance)
      let pause = Reconnect().backoff.pauseNanoseconds(afterAttempt: attempt, using: &twin)
      expected.append(now.advanced(byNanoseconds: pause))
      found.append(pool.nextDeadline)
      now = pool.nextDeadline
      pool.advance(to: now, using: &chance)
      #expect(pool.connectionsOpening == 1)
      now = now.advanced(by: .seconds(1))
    }
    #expect(found == expected)
    #expect(pool.counts.handshakes == 8 && pool.counts.failedOpenings == 7)
  }

  @Test
  func aSickConnectionIsSetAsideButNeverTheLast() throws {
    var chance = RandomStream(Seed(1))
    var policy = ConnectionPolicy()
    policy.ping = nil
    var pool = Self.warm(3, streams: 50, policy, using: &chance)
    for _ in 0..<60 {
      guard let lease = pool.lend(at: .zero, using: &chance) else { break }
      pool.giveBack(lease, .failed, at: .zero)
    }
    #expect(pool.connectionsSetAside == 1 && pool.counts.setAside == 1)
    pool.advance(to: Instant(nanoseconds: 29_999_999_999), using: &chance)
    #expect(pool.connectionsSetAside == 1)
    pool.advance(to: Instant(nanoseconds: 30_000_000_000), using: &chance)
    #expect(pool.connectionsSetAside == 0)
    var alone = Self.warm(1, streams: 50, using: &chance)
    for _ in 0..<60 {
      guard let lease = alone.lend(at: .zero, using: &chance) else { break }
      alone.giveBack(lease, .refused, at: .zero)
    }
    #expect(alone.connectionsSetAside == 0 && alone.counts.refusals == 60)
  }

  @Test
  func aConnectionPerCallOpensAndCloses() throws {
    var chance = RandomStream(Seed(1))
    var policy = ConnectionPolicy()
    policy.reuse = .perCall
    var pool = StreamPool(
      size: PoolSize(fixed: 2),
      limits: StreamLimits(perConnection: 9),
      policy: policy
    )
    pool.start(at: .zero)
    let leases = Self.lend(3, from: &pool, using: &chance)
    #expect(leases.count == 2 && pool.streamsFree == 0)
    let (first, second) = (pool.connection(of: leases[0]), pool.connection(of: leases[1]))
    #expect(!pool.isConnected(leases[0]))
    pool.opened(first, at: .zero)
    #expect(pool.isConnected(leases[0]) && !pool.isConnected(leases[1]))
    pool.giveBack(leases[0], .answered, at: .zero)
    pool.failedToOpen(second, at: .zero, using: &chance)
    #expect(
      Self.effects(of: &pool) == [
        .open(first, .fresh), .open(second, .fresh), .close(first, .callOver),
        .ended(leases[1], owner: 1, .neverProcessed),
      ]
    )
    #expect(pool.streamsFree == 2 && pool.connectionsOpen == 0)
  }

  @Test
  func anElasticPoolGrowsByOneAtItsShare() {
    var chance = RandomStream(Seed(1))
    var policy = ConnectionPolicy()
    policy.reconnect.spacing = .zero
    var pool = StreamPool(
      size: PoolSize(least: 1, most: 3, growAt: .percent(80)),
      limits: StreamLimits(perConnection: 10),
      policy: policy
    )
    pool.startWarm(agesWithin: .zero, at: .zero, using: &chance)
    var handshakes: [Int] = []
    for _ in 0..<40 {
      _ = pool.lend(at: .zero, using: &chance)
      handshakes.append(pool.counts.handshakes)
      for case .open(let connection, _) in Self.effects(of: &pool) {
        pool.opened(connection, at: .zero)
      }
    }
    #expect(handshakes.firstIndex(of: 1) == 8 && handshakes.firstIndex(of: 2) == 16)
    #expect(pool.counts.lent == 30 && pool.counts.handshakes == 2)
  }

  @Test
  func streamIdentifiersRunOut() throws {
    var chance = RandomStream(Seed(1))
    var pool = Self.warm(1, streams: 4, using: &chance)
    pool.hot[0].nextNumber = 0x3fff_ffff
    let leases = Self.lend(2, from: &pool, using: &chance)
    #expect(leases.count == 2 && pool.streamID(of: leases[1]) == 0x7fff_ffff)
    #expect(pool.streamsFree == 0 && pool.connectionsOpening == 1)
    #expect(leases.allSatisfy { pool.giveBack($0, .answered, at: .zero) })
  }

  @Test
  func aLeaseIsOneWord() {
    let lease = StreamPool.Lease(connection: 1, slot: 2, number: 3)
    #expect(MemoryLayout<StreamPool.Lease>.size == 8)
    #expect(StreamPool.Lease(bits: lease.bits) == lease)
    #expect((lease.connection, lease.slot, lease.number) == (1, 2, 3))
    #expect(MemoryLayout<StreamPool.Connection>.stride <= 64)
  }
}
