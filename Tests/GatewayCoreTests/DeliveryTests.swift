import GatewayCore
import Testing
import TimeAndChance

@Suite
struct DeliveryTests {
  @Test
  func fillsOneCacheLine() {
    #expect(MemoryLayout<Delivery>.stride == 64)
  }

  @Test
  func comesBackFromTheTopicAsItLeft() {
    let fresh = Delivery(trafficClass: 3, lane: 1, priority: 2, offered: at(5))
    #expect(fresh.deadline == .distantFuture && fresh.attempts == 0 && fresh.rung == 0)
    #expect(!fresh.isInFlight && !fresh.isOnFallback)
    let back = Delivery(
      trafficClass: 3,
      lane: 1,
      priority: 2,
      offered: at(5),
      deadline: at(60),
      attempts: 400,
      rung: 2,
      onFallback: true
    )
    #expect(back.attempts == 400 && back.rung == 2 && back.isOnFallback && back.priority == 2)
  }
}
