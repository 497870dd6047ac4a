import GatewayCore
import Policies
import Testing
import TimeAndChance

/// What a message does that an open breaker refuses: its provider failed at 0 s, for 30 s.
struct RefusalCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let whenOpen: Policy.BreakerSlot.WhenOpen
  var slot = Policy.FallbackSlot.ofClass
  var fallback: FallbackRule?
  let step: Step
}

private let refusals: [RefusalCase] = [
  .init(testDescription: "park", whenOpen: .park, step: .park(until: at(60))),
  .init(testDescription: "fail", whenOpen: .fail, step: .end(.rejected)),
  .init(testDescription: "wait", whenOpen: .wait, step: .delay(until: at(30))),
  .init(testDescription: "nowhere to go", whenOpen: .fallback, step: .end(.rejected)),
  .init(
    testDescription: "fall back",
    whenOpen: .fallback,
    fallback: .init(whenBreakerOpen: true),
    step: .send(timeoutAt: at(10))
  ),
  .init(
    testDescription: "a fallback that minds no breaker",
    whenOpen: .park,
    fallback: .init(attempts: 5),
    step: .park(until: at(60))
  ),
  .init(
    testDescription: "the last good answer",
    whenOpen: .park,
    slot: .stale(hit: .all),
    step: .end(.stale)
  ),
]

extension DeliveryMachineTests {
  @Test(arguments: refusals)
  func aRefusalUsesNoAttemptAndNoRung(_ one: RefusalCase) {
    var policy = Policy.breaking(one.whenOpen)
    policy.fallback = one.slot
    var rig = Rig(policy, fallback: one.fallback)
    var first = rig.message()
    _ = rig.offer(&first)
    _ = rig.answer(&first, Answer(status: 500))
    #expect(rig.machine.lanes[0].breaker.phase == .open)
    let opened = rig.notices().count
    var delivery = rig.message()
    let step = rig.offer(&delivery)
    #expect(step == one.step && opened == 1)
    #expect(delivery.rung == 0 && delivery.attempts == (delivery.isOnFallback ? 1 : 0))
    #expect(rig.machine.ledger.addsUp)
    if step == .end(.rejected) {
      #expect(rig.machine.retryAfterNanoseconds == 30_000_000_000)
    }
  }

  @Test
  func whoIsParkedByABreakerLongerThanByItsRungComesBackSpreadOut() {
    var rig = Rig(.breaking(.park, for: .seconds(100)))
    var first = rig.message()
    _ = rig.offer(&first)
    _ = rig.answer(&first, Answer(status: 500))
    var returns: Set<Instant> = []
    for _ in 0..<50 {
      var delivery = rig.message()
      guard case .park(let until) = rig.offer(&delivery) else { continue }
      #expect(until >= at(100) && until <= at(120))
      returns.insert(until)
    }
    #expect(returns.count == 50)
  }

  @Test
  func bulkheadsAndFullPoolsLetPeopleWait() {
    var rig = Rig(.plain { $0.bulkhead = 1 })
    var first = rig.message()
    var second = rig.message()
    #expect(rig.offer(&first) == .send(timeoutAt: at(10)))
    #expect(rig.offer(&second) == .wait)
    #expect(!rig.machine.hasRoom(towards: 0) && rig.machine.hasRoom(towards: 1))
    #expect(rig.answer(&first, .accepted) == .end(.accepted))
    #expect(rig.offer(&second, isNew: false) == .send(timeoutAt: at(10)))
    _ = rig.answer(&second, .accepted)
    #expect(rig.machine.ledger.ended == 2 && rig.machine.ledger.waiting == 0)
  }

  @Test
  func whoIsForgottenIsCountedOnce() {
    var rig = Rig(.plain { $0.bulkhead = 1 })
    var first = rig.message()
    var second = rig.message()
    _ = rig.offer(&first)
    _ = rig.offer(&second)
    rig.machine.forget(&first, at: rig.now)
    rig.machine.forget(&second, at: rig.now)
    #expect(rig.machine.ledger.forgotten == 2 && rig.machine.ledger.addsUp)
    #expect(rig.machine.lanes[0].underWay == 0)
  }
}
