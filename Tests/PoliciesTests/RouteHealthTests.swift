import TestKit
import Testing
import TimeAndChance

@testable import Policies

@Suite
struct RouteHealthTests {
  private static func seconds(_ count: Int64) -> Instant {
    Instant(nanoseconds: count * 1_000_000_000)
  }

  /// Probes every second; the primary is dead from 3 s to 9 s, the secondary from 12 s on.
  @Test
  func activeProbesLeaveAndReturnWithHysteresis() {
    var drawing = TickDiagram(tick: .seconds(1), ticks: 20)
    var route = RouteHealth(.active(every: .seconds(1), fails: 3, recovers: 2), at: .zero)
    for (tick, now) in drawing.instants.enumerated() {
      let isDue = route.takeProbe(at: now)
      let isAgain = route.takeProbe(at: now)
      if isDue && !isAgain { drawing.mark("probe", "|", at: now) }
      let isGood = !(3..<9).contains(tick) && tick < 15
      if !isGood { drawing.mark("primary", "x", at: now) }
      _ = route.probed(.primary, isGood: isGood, at: now)
      _ = route.probed(.secondary, isGood: tick < 12, at: now)
      drawing.mark("calls", route.side == .primary ? "P" : "S", at: now)
    }
    #expect(
      drawing.text == """
        probe   ||||||||||||||||||||
        calls   PPPPPSSSSSPPPPPPPPPP
        primary ...xxxxxx......xxxxx
        """
    )
    #expect(route.switches == 2)
  }

  /// Three failures in a row send the calls away for 2 s, a relapse for 4 s, then at most 5 s.
  @Test
  func passiveRelapsesStayAwayLonger() {
    var drawing = TickDiagram(tick: .seconds(1), ticks: 30)
    let rule = RouteHealth.Passive(consecutive: 2, stay: .seconds(2), longest: .seconds(5))
    var route = RouteHealth(.passive(rule), at: .zero)
    for (tick, now) in drawing.instants.enumerated() {
      _ = route.advance(to: now)
      let side = route.side
      let isGood = side == .secondary || tick == 0 || tick > 20
      _ = route.answered(side, isGood: isGood, at: now)
      drawing.mark("calls", side == .primary ? "P" : "s", at: now)
      drawing.mark("answer", isGood ? "." : "x", at: now)
    }
    #expect(
      drawing.text == """
        calls  PPPsPPsssPPssssPPssssPPPPPPPPP
        answer .xx.xx...xx....xx.............
        """
    )
  }

  @Test
  func passiveRatiosNeedTheirMinimum() {
    let rule = RouteHealth.Passive(
      consecutive: nil,
      ratio: .percent(50),
      minimum: 4,
      over: .seconds(10)
    )
    var route = RouteHealth(.passive(rule), at: .zero)
    var changes: [RouteHealth.Switch?] = []
    for (second, isGood) in [(0, true), (1, false), (2, false), (3, true), (4, false)] {
      changes.append(route.answered(.primary, isGood: isGood, at: Self.seconds(Int64(second))))
    }
    #expect(changes == [nil, nil, nil, nil, .init(at: Self.seconds(4), to: .secondary)])
    var later = RouteHealth(.passive(rule), at: .zero)
    var late: [RouteHealth.Switch?] = []
    for second in [0, 20, 40, 60, 80] {
      late.append(later.answered(.primary, isGood: false, at: Self.seconds(Int64(second))))
    }
    #expect(late.allSatisfy { $0 == nil })
  }

  @Test
  func peopleSwitchLateAndBackLate() {
    var route = RouteHealth(.manual(after: .seconds(600)), at: .zero)
    let changes = [
      route.alarm(true, at: Self.seconds(10)), route.advance(to: Self.seconds(609)),
      route.alarm(true, at: Self.seconds(609)), route.advance(to: Self.seconds(700)),
      route.alarm(false, at: Self.seconds(800)), route.alarm(true, at: Self.seconds(900)),
      route.advance(to: Self.seconds(5_000)), route.alarm(false, at: Self.seconds(5_000)),
      route.advance(to: Self.seconds(6_000)),
    ]
    let away = RouteHealth.Switch(at: Self.seconds(610), to: .secondary)
    let back = RouteHealth.Switch(at: Self.seconds(5_600), to: .primary)
    #expect(changes == [nil, nil, nil, away, nil, nil, nil, nil, back])
    #expect(route.nextDeadline == .distantFuture)
  }

  /// 10⁶ random reports: sides alternate, time steps back without effect, one advance equals many.
  @Test(arguments: UInt64(1)...4)
  func randomReportsKeepItConsistent(seed: UInt64) {
    var chance = RandomStream(Seed(seed))
    let watches: [RouteHealth.Watch] = [
      .active(every: .seconds(1), fails: 3, recovers: 2), .passive(.init()),
      .passive(.init(consecutive: nil, ratio: .percent(20), minimum: 5)),
      .manual(after: .seconds(3)),
    ]
    var problem: String?
    for watch in watches {
      var route = RouteHealth(watch, at: .zero)
      var now: Int64 = 0
      var side = RouteHealth.Side.primary
      for _ in 0..<62_500 {
        let span = Int64(chance.below(chance.happens(0.01) ? 100_000_000_000 : 300_000_000))
        var many = route
        for part in 1...3 {
          _ = many.advance(to: Instant(nanoseconds: now + span / 3 * Int64(part)))
        }
        now += span
        let instant = Instant(nanoseconds: now)
        _ = many.advance(to: instant)
        let stepBack = Instant(nanoseconds: now - Int64(chance.below(1_000_000_000)))
        let changes = [
          route.advance(to: instant), route.advance(to: stepBack),
          report(&route, chance.below(8), at: instant),
        ]
        for case let change? in changes {
          if change.to == side { problem = "switched to \(side) twice" }
          side = change.to
        }
        if route.side != side { problem = "\(route.side) is not \(side)" }
        if changes[2] == nil && many.side != route.side { problem = "many steps differ" }
      }
      if route.nextDeadline < Instant(nanoseconds: now) { problem = "an overdue deadline" }
    }
    #expect(problem == nil, "seed \(seed)")
  }

  private func report(
    _ route: inout RouteHealth,
    _ kind: UInt64,
    at now: Instant
  ) -> RouteHealth.Switch? {
    let isGood = kind % 3 != 0
    switch route.watch {
    case .active: return route.probed(kind < 4 ? .primary : .secondary, isGood: isGood, at: now)
    case .passive: return route.answered(route.side, isGood: isGood, at: now)
    case .manual: return route.alarm(isGood, at: now)
    }
  }
}
