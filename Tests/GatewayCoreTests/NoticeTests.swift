import GatewayCore
import Policies
import Testing

@Suite
struct NoticeTests {
  @Test
  func comeOutOldestFirstAndOnce() {
    var rig = Rig(.plain)
    for status in [UInt16(410), 401, 403] {
      var delivery = rig.message()
      _ = rig.offer(&delivery)
      _ = rig.answer(&delivery, Answer(status: status))
    }
    #expect(rig.machine.hasNotices)
    #expect(
      rig.notices() == [
        .invalidToken(lane: 0, isGuarded: true), .alarm(lane: 0), .refreshCredential(lane: 0),
      ]
    )
    #expect(!rig.machine.hasNotices)
  }
}
