import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct DeliveryLineTests {
  private let second: Int64 = 1_000_000_000

  private func plan() throws -> ProviderPlan {
    ProviderPlan(name: "sms", roundTrip: try .constant(0.1), network: try .constant(0))
  }

  @Test
  func withoutADeliveryThereIsNoLine() throws {
    #expect(DeliveryLine(try plan(), seed: Seed(1)) == nil)
  }

  /// Two a second, three seconds to the device, four places: the fifth still waits, the sixth not.
  @Test
  func messagesGoOneByOneAndThenToTheirDevice() throws {
    var plan = try plan()
    plan.delivery = .init(takes: try .constant(3), rate: Rate(perSecond: 2), queue: 4)
    var line = try #require(DeliveryLine(plan, seed: Seed(1)))
    let times = (UInt64(0)..<6).map { line.place($0, at: 0) }
    #expect(times == [3.5, 4, 4.5, 5, 5.5].map { Int64($0 * 1e9) } + [nil])
    let isFull = !line.hasRoom(at: 0)
    let hasRoom = line.hasRoom(at: second / 2)
    #expect(isFull && hasRoom)
    // An idle line begins at once.
    let late = line.place(9, at: 100 * second)
    #expect(late == 103_500_000_000)
  }

  /// A sender's rate alone is a line ten hours long; of two rates the lower one moves it.
  @Test
  func aSendersRateIsALineOfTenHours() throws {
    var plan = try plan()
    plan.sendRate = Rate(perSecond: 0.01)
    var line = try #require(DeliveryLine(plan, seed: Seed(1)))
    let placed = (UInt64(0)..<500).count { line.place($0, at: 0) != nil }
    #expect(placed == 361)
    plan.delivery = .init(takes: try .constant(0), rate: Rate(perSecond: 50), queue: nil)
    var both = try #require(DeliveryLine(plan, seed: Seed(1)))
    let first = both.place(0, at: 0)
    #expect(first == 100 * second)
  }
}
