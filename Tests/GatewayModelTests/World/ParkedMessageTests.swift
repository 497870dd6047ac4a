import GatewayCore
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct ParkedMessageTests {
  private func message(
    _ id: MessageID,
    offered: Int64,
    priority: UInt8,
    lane: UInt8,
    attempts: UInt16,
    rung: UInt8,
    onFallback: Bool,
    marks: Message.Marks
  ) -> Message {
    Message(
      delivery: Delivery(
        trafficClass: id.trafficClass,
        lane: lane,
        priority: priority,
        offered: Instant(nanoseconds: offered),
        deadline: .distantFuture,
        attempts: attempts,
        rung: rung,
        onFallback: onFallback
      ),
      id: id.bits,
      server: 3,
      token: 0,
      cohort: 0,
      state: .inFlight,
      region: 0,
      marks: marks,
      tenant: 0,
      receives: 0,
      fate: 0
    )
  }

  @Test
  func whatGoesInComesOut() {
    var chance = RandomStream(Seed(21))
    var wrong = 0
    for _ in 0..<100_000 {
      let id = MessageID(
        trafficClass: UInt8(chance.below(64)),
        home: UInt8(chance.below(32)),
        sequence: chance.below(1 << 38)
      )
      let (lane, priority) = (UInt8(chance.below(32)), UInt8(chance.below(4)))
      let (attempts, rung) = (UInt16(chance.below(16)), UInt8(chance.below(8)))
      let (offered, onFallback) = (Int64(chance.below(1 << 59)), chance.below(2) == 1)
      var marks: Message.Marks = []
      if chance.below(2) == 1 { marks.insert(.reached) }
      if chance.below(2) == 1 { marks.insert(.refusedGood) }
      let parked = ParkedMessage(
        message(
          id,
          offered: offered,
          priority: priority,
          lane: lane,
          attempts: attempts,
          rung: rung,
          onFallback: onFallback,
          marks: marks
        )
      )
      let deadline = Instant(nanoseconds: offered &+ 7)
      let back = parked.delivery(deadline: deadline)
      let isSame =
        parked.id == id && back.trafficClass == id.trafficClass && back.lane == lane
        && back.priority == priority && back.offered.nanoseconds == offered
        && back.deadline == deadline && back.attempts == attempts && back.rung == rung
        && back.isOnFallback == onFallback && !back.isInFlight
      marks.formUnion(attempts > 0 ? [.returned, .attempted] : .returned)
      if !isSame || parked.marks != marks { wrong += 1 }
    }
    #expect(wrong == 0)
    #expect(MemoryLayout<ParkedMessage>.size == 16)
  }

  /// More attempts or rungs than fit stay at the most, and touch nothing beside them.
  @Test
  func countsThatDoNotFitSaturate() {
    let id = MessageID(trafficClass: 5, home: 6, sequence: 7)
    let parked = ParkedMessage(
      message(
        id,
        offered: 8,
        priority: 1,
        lane: 2,
        attempts: 1_000,
        rung: 200,
        onFallback: false,
        marks: []
      )
    )
    let back = parked.delivery(deadline: .distantFuture)
    #expect(back.attempts == 15 && back.rung == 7 && back.lane == 2 && !back.isOnFallback)
    #expect(parked.id == id && parked.marks == [.returned, .attempted])
  }

  @Test(arguments: [(0, 0, 0), (255, 255, 281_474_976_710_655), (3, 0, 1), (0, 7, 1 << 40)])
  func anIdentityIsItsThreeParts(trafficClass: UInt8, home: UInt8, sequence: UInt64) {
    let id = MessageID(trafficClass: trafficClass, home: home, sequence: sequence)
    #expect(id.trafficClass == trafficClass && id.home == home && id.sequence == sequence)
    #expect(MessageID(id.bits) == id)
  }
}
