import GatewayCore
import Policies
import TestKit
import Testing
import TimeAndChance

extension DeliveryMachineTests {
  /// One message a second; the provider is down from 4 s on, for 10 s.
  ///
  /// Three failures in a row open
  /// the breaker for five seconds; whom it refuses is parked; one probe decides.
  @Test
  func anOutageAsTicks() {
    var rig = Rig(
      {
        var policy = Policy.breaking(.park, after: 3, for: .seconds(5))
        policy.retry.attempts = 1
        return policy
      }()
    )
    var diagram = TickDiagram(tick: .seconds(1), ticks: 24)
    for (tick, now) in diagram.instants.enumerated() {
      rig.now = now
      var delivery = rig.message()
      var mark: Character = "p"
      if case .send = rig.offer(&delivery) {
        let isDown = (4..<14).contains(tick)
        let step = rig.answer(&delivery, isDown ? Answer(status: 500) : .accepted)
        mark = step == .end(.accepted) ? "a" : "x"
      }
      diagram.mark("message", mark, at: now)
      diagram.mark("breaker", letter(rig.machine.lanes[0].breaker.phase), at: now)
    }
    #expect(
      diagram.text == """
        message aaaaxxxppppxppppaaaaaaaa
        breaker CCCCCCOOOOOOOOOOCCCCCCCC
        """
    )
    #expect(rig.machine.ledger.addsUp && rig.machine.ledger.parked == 12)
  }

  private func letter(_ phase: Breaker.Phase) -> Character {
    switch phase {
    case .closed: "C"
    case .open: "O"
    case .halfOpen: "H"
    case .recovering: "R"
    case .forcedOpen: "F"
    case .disabled, .metricsOnly: "D"
    }
  }

  /// From 3 s on everything fails, for 5 s: the ladder delays (`d`), sheds p2 (`s`), refuses (`r`)
  /// all, and comes down as slowly.
  @Test
  func pressureAsTicks() {
    var ladder = PressureLadder.Configuration()
    ladder.errorRate = .init(above: 0.5)
    ladder.window = .seconds(2)
    ladder.minimumResults = 1
    ladder.dwell = .seconds(2)
    ladder.ladder = [.delay(.milliseconds(20)), .shed(from: 2), .open]
    var rig = Rig(
      .plain {
        $0.pressure = ladder
        $0.retry.attempts = 1
      }
    )
    var diagram = TickDiagram(tick: .seconds(1), ticks: 20)
    for (tick, now) in diagram.instants.enumerated() {
      for priority in [UInt8(1), 2] {
        rig.now = now.advanced(byNanoseconds: 1)
        var delivery = rig.message(priority: priority)
        let isDown = (3..<8).contains(tick)
        diagram.mark("p\(priority)", outcome(&delivery, in: &rig, isDown), at: now)
      }
      let rung = rig.machine.lanes[0].pressure?.rung ?? 0
      diagram.mark("rung", Character("\(rung)"), at: now)
    }
    #expect(
      diagram.text == """
        p1   aaaxxxxxrrddddaaaaaa
        p2   aaaxxxssrrssddaaaaaa
        rung 00001122332211000000
        """
    )
    let steps = rig.notices()
    #expect(steps.count == 6 && rig.machine.ledger.addsUp)
  }

  private func outcome(_ delivery: inout Delivery, in rig: inout Rig, _ isDown: Bool) -> Character {
    var step = rig.offer(&delivery)
    var wasDelayed = false
    if case .delay(let until) = step {
      wasDelayed = true
      rig.now = until
      step = rig.offer(&delivery, isNew: false)
    }
    switch step {
    case .send:
      let end = rig.answer(&delivery, isDown ? Answer(status: 500) : .accepted)
      return end == .end(.accepted) ? (wasDelayed ? "d" : "a") : "x"
    case .end(.shed): return "s"
    case .end(.rejected): return "r"
    case .wait, .delay, .retry, .park, .end: return "?"
    }
  }
}
