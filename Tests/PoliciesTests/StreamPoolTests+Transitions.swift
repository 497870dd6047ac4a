import Testing
import TimeAndChance

@testable import Policies

extension StreamPool.State {
  /// One letter: Vacant, Pausing, Queued, Connecting, 1 stream only, Ready, Suspected, Aside, Draining.
  fileprivate var letter: Character {
    switch self {
    case .vacant: "V"
    case .pausing: "P"
    case .queued: "Q"
    case .connecting: "C"
    case .proving: "1"
    case .ready: "R"
    case .suspected: "S"
    case .setAside: "A"
    case .draining: "D"
    }
  }
}

/// A pool with one connection in a state, holding one lease where the state allows.
private struct Stage {
  var pool: StreamPool
  var chance = RandomStream(Seed(1))
  var place = 0
  var lease: StreamPool.Lease?

  init(_ state: StreamPool.State) {
    var policy = ConnectionPolicy()
    policy.reconnect = Reconnect(backoff: Backoff(.fixed(.seconds(1))))
    policy.outlier = ConnectionPolicy.Outlier(consecutive: 1)
    pool = StreamPool(
      size: PoolSize(fixed: 2),
      limits: StreamLimits(perConnection: 4, beforeProof: 1),
      policy: policy
    )
    pool.startWarm(agesWithin: .zero, at: .zero, using: &chance)
    switch state {
    case .vacant: pool.stop(at: .zero)
    case .pausing: lose(0)
    case .queued, .connecting, .proving:
      lose(0)
      lose(1)
      pool.advance(to: Instant(nanoseconds: 1_000_000_000), using: &chance)
      if state == .queued { place = 1 }
      if state == .proving {
        pool.opened(pool.id(0), at: .zero)
        lease = lend()
      }
    case .ready: lease = lend()
    case .suspected:
      lease = lend()
      pool.advance(to: Instant(nanoseconds: 15_000_000_000), using: &chance)
      pool.pong(pool.id(1), at: .zero)
    case .setAside:
      let failing = lend()
      _ = lend()
      lease = lend()
      if let failing { pool.giveBack(failing, .failed, at: .zero) }
    case .draining:
      lease = lend()
      pool.goAway(pool.id(0), lastStreamID: 1, at: .zero, using: &chance)
    }
  }

  mutating func lose(_ place: Int) {
    pool.connectionLost(pool.id(place), at: .zero, using: &chance)
  }

  mutating func lend() -> StreamPool.Lease? {
    pool.lend(at: .zero, using: &chance)
  }

  mutating func apply(_ input: Input) {
    let connection = pool.id(place)
    switch input {
    case .opened: pool.opened(connection, at: .zero)
    case .failedToOpen: pool.failedToOpen(connection, at: .zero, using: &chance)
    case .connectionLost: pool.connectionLost(connection, at: .zero, using: &chance)
    case .goAwayForAll: pool.goAway(connection, lastStreamID: 0, at: .zero, using: &chance)
    case .goAwayForNew: pool.goAway(connection, lastStreamID: 99, at: .zero, using: &chance)
    case .pong: pool.pong(connection, at: .zero)
    case .answered: if let lease { pool.giveBack(lease, .answered, at: .zero) }
    case .timedOut: if let lease { pool.giveBack(lease, .timedOut, at: .zero) }
    case .capOfZero: pool.settings(cap: 0, on: connection)
    case .deadline:
      let own = Instant(nanoseconds: pool.deadlines.deadline(of: place))
      let due = own == .distantFuture ? pool.nextDeadline : own
      if due < .distantFuture { pool.advance(to: due, using: &chance) }
    case .stopped: pool.stop(at: .zero)
    }
  }
}

private enum Input: CaseIterable {
  case opened, failedToOpen, connectionLost, goAwayForAll, goAwayForNew, pong, answered, timedOut
  case capOfZero, deadline, stopped
}

extension StreamPoolTests {
  /// A row per state, a column per input in the order of `Input`.
  @Test
  func everyStateMeetsEveryInput() {
    var table = ""
    for state in StreamPool.State.allCases {
      let stage = Stage(state)
      table.append(stage.pool.hot[stage.place].state.letter)
      table.append(" ")
      for input in Input.allCases {
        var copy = stage
        copy.apply(input)
        table.append(copy.pool.hot[copy.place].state.letter)
      }
      table.append("\n")
    }
    // A connection that drains at once leaves its place to its successor, which pauses first; the last
    // connection that takes calls is never set aside.
    // opened, failed, lost, GOAWAY 0, GOAWAY 99, pong, answered, timed out, cap 0, deadline, stop
    #expect(
      table == """
        V VVVVVVVVVVV
        P PPPPPPPPPCV
        Q QQQQQQQQQCV
        C 1PPCCCCCCPV
        1 11PPD1R11SD
        R RRPPDRRARSD
        S SSPPDRRSSPD
        A AAPPDAAAAAD
        D DDVVDDVVDDD

        """
    )
  }
}
