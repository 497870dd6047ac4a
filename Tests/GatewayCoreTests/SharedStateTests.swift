import GatewayCore
import Policies
import Testing

@Suite
struct SharedStateTests {
  /// What one server learns keeps another from calling.
  @Test(arguments: [Policy.BreakerSlot.Scope.region, .fleet])
  func serversShareABreaker(_ scope: Policy.BreakerSlot.Scope) {
    var one = Rig(.breaking(.fail, scope: scope))
    var other = one
    var delivery = one.message()
    _ = one.offer(&delivery)
    _ = one.answer(&delivery, Answer(status: 500))
    #expect(one.shared.breakers[0]?.phase == .open)
    var next = other.message()
    var alone = other
    #expect(alone.offer(&next) == .send(timeoutAt: at(10)))
    other.shared = one.shared
    next = other.message()
    #expect(other.offer(&next) == .end(.rejected))
  }
}
