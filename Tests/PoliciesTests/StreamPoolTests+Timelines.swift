import Policies
import TestKit
import Testing
import TimeAndChance

/// Plays a pool tick by tick: handshakes take their time, and the drawing says what happened.
private struct Play {
  var pool: StreamPool
  var chance = RandomStream(Seed(5))
  var drawing: TickDiagram
  let handshake: Int64
  var opening: [(ConnectionID, Int64)] = []
  var ended: [StreamPool.Fate] = []
  var muted: ConnectionID?

  init(_ pool: StreamPool, tick: Duration, ticks: Int, handshake: Duration) {
    self.pool = pool
    self.handshake = handshake.wholeNanoseconds
    drawing = TickDiagram(tick: tick, ticks: ticks)
  }

  mutating func tick(at now: Instant) {
    pool.advance(to: now, using: &chance)
    for (connection, due) in opening where due <= now.nanoseconds {
      pool.opened(connection, at: now)
      drawing.mark("opened", digit(connection), at: now)
    }
    opening.removeAll { $0.1 <= now.nanoseconds }
    perform(at: now)
  }

  mutating func perform(at now: Instant) {
    while let effect = pool.takeEffect() {
      switch effect {
      case .open(let connection, _):
        drawing.mark("open", digit(connection), at: now)
        opening.append((connection, now.nanoseconds + handshake))
      case .close(let connection, _): drawing.mark("close", digit(connection), at: now)
      case .ping(let connection):
        drawing.mark("ping", digit(connection), at: now)
        if connection != muted { pool.pong(connection, at: now) }
      case .ended(_, _, let fate): ended.append(fate)
      }
    }
  }

  private func digit(_ connection: ConnectionID) -> Character {
    Character(String(connection.index % 10))
  }
}

extension StreamPoolTests {
  @Test
  func aColdPoolOpensOneByOne() {
    let pool = StreamPool(size: PoolSize(fixed: 4), limits: StreamLimits(perConnection: 2))
    var play = Play(pool, tick: .milliseconds(50), ticks: 12, handshake: .milliseconds(200))
    play.pool.start(at: .zero)
    for now in play.drawing.instants {
      play.tick(at: now)
      play.drawing.mark("free", Character(String(play.pool.streamsFree)), at: now)
    }
    #expect(
      play.drawing.text == """
        open   0.1.2.3.....
        free   000022446688
        opened ....0.1.2.3.
        """
    )
  }

  @Test
  func aBlackHoleIsFoundByPing() {
    var policy = ConnectionPolicy()
    policy.reconnect = Reconnect(backoff: Backoff(.fixed(.seconds(2))))
    let limits = StreamLimits(perConnection: 9)
    var play = Play(
      StreamPool(size: PoolSize(fixed: 2), limits: limits, policy: policy),
      tick: .seconds(1),
      ticks: 40,
      handshake: .seconds(1)
    )
    play.pool.startWarm(agesWithin: .zero, at: .zero, using: &play.chance)
    play.muted = play.pool.connection(inPlace: 0)
    for now in play.drawing.instants {
      if now == .zero { _ = play.pool.lend(at: now, using: &play.chance) }
      play.tick(at: now)
      play.drawing.mark("ready", Character(String(play.pool.streamsReady / 9)), at: now)
    }
    #expect(
      play.drawing.text == """
        ready  2222222222222221111111122222222222222222
        ping   ...............1..............1.......0.
        close  ....................0...................
        open   ......................0.................
        opened .......................0................
        """
    )
    #expect(play.ended == [.unknown])
  }

  /// A GOAWAY at 2 s for streams above the first, noticed 5 s later: until then calls go to waste.
  @Test
  func aLateNoticeWastesCalls() throws {
    var policy = ConnectionPolicy()
    policy.notice = .after(.seconds(5))
    policy.reconnect = Reconnect(backoff: Backoff(.fixed(.seconds(1))))
    let limits = StreamLimits(perConnection: 9)
    var play = Play(
      StreamPool(size: PoolSize(fixed: 1), limits: limits, policy: policy),
      tick: .seconds(1),
      ticks: 14,
      handshake: .seconds(2)
    )
    play.pool.startWarm(agesWithin: .zero, at: .zero, using: &play.chance)
    let connection = try #require(play.pool.connection(inPlace: 0))
    var first: StreamPool.Lease?
    for (second, now) in play.drawing.instants.enumerated() {
      if second == 2 {
        play.pool.goAway(connection, lastStreamID: 1, at: now, using: &play.chance)
      }
      play.tick(at: now)
      if second == 11, let first { play.pool.giveBack(first, .answered, at: now) }
      play.perform(at: now)
      let lease = play.pool.lend(at: now, using: &play.chance)
      if second == 0 { first = lease }
      play.drawing.mark("lend", lease.map { Character(String($0.connection)) } ?? "-", at: now)
    }
    #expect(
      play.drawing.text == """
        lend   0000000---1111
        open   ........1.....
        opened ..........1...
        close  ...........0..
        """
    )
    #expect(play.ended == Array(repeating: .neverProcessed, count: 6))
  }

  /// Minutes; the only connection hands over at 59 min and closes when its last stream has ended.
  @Test
  func theOldOneServesUntilTheNewOneIsReady() {
    var policy = ConnectionPolicy()
    policy.ping = nil
    policy.openTimeout = .seconds(600)
    policy.ageLimit = .seconds(59 * 60)
    var play = Play(
      StreamPool(
        size: PoolSize(fixed: 1),
        limits: StreamLimits(perConnection: 9),
        policy: policy
      ),
      tick: .seconds(60),
      ticks: 65,
      handshake: .seconds(120)
    )
    play.pool.startWarm(agesWithin: .zero, at: .zero, using: &play.chance)
    var held: StreamPool.Lease?
    for (minute, now) in play.drawing.instants.enumerated() {
      play.tick(at: now)
      if let held, minute != 61 { play.pool.giveBack(held, .answered, at: now) }
      play.perform(at: now)
      if minute != 61 { held = play.pool.lend(at: now, using: &play.chance) }
      guard minute >= 55 else { continue }
      play.drawing.mark("calls", held.map { Character(String($0.connection)) } ?? "-", at: now)
    }
    let drawn = play.drawing.text.split(separator: "\n").map { String($0.suffix(10)) }
    #expect(drawn == ["0000000111", "....1.....", "......1...", ".......0.."])
    #expect(play.pool.counts.losses == 0 && play.pool.counts.retirements == 1)
  }

  /// Idle for four minutes the pool closes what it has; the next call opens one, not all.
  @Test
  func anIdlePoolClosesAndOneCallOpensOne() {
    var policy = ConnectionPolicy()
    policy.ping = nil
    policy.openTimeout = .seconds(600)
    policy.idleLimit = .seconds(240)
    var play = Play(
      StreamPool(
        size: PoolSize(fixed: 3),
        limits: StreamLimits(perConnection: 9),
        policy: policy
      ),
      tick: .seconds(60),
      ticks: 12,
      handshake: .seconds(60)
    )
    play.pool.startWarm(agesWithin: .zero, at: .zero, using: &play.chance)
    for (minute, now) in play.drawing.instants.enumerated() {
      play.tick(at: now)
      if minute == 6 { play.pool.demand(at: now) }
      play.perform(at: now)
      play.drawing.mark("connections", Character(String(play.pool.connectionsOpen)), at: now)
    }
    #expect(
      play.drawing.text == """
        connections 333300011110
        close       ....2......2
        open        ......2.....
        opened      .......2....
        """
    )
    #expect(play.pool.counts.handshakes == 1 && play.pool.counts.shortages == 1)
  }
}
