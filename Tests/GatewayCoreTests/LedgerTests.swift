import GatewayCore
import Policies
import Testing

@Suite
struct LedgerTests {
  @Test
  func everyMessageIsInOnePlace() {
    var rig = Rig(.plain { $0.retry.attempts = 1 })
    var messages = (0..<3).map { _ in rig.message() }
    for index in messages.indices { _ = rig.offer(&messages[index]) }
    _ = rig.answer(&messages[0], .accepted)
    _ = rig.answer(&messages[1], Answer(status: 500))
    let ledger = rig.machine.ledger
    #expect(ledger.taken == 3 && ledger.attempts == 3 && ledger.addsUp)
    #expect(ledger.ended == 1 && ledger.parked == 1 && ledger.inFlight == 1)
  }
}
