import Policies
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct PeerDeskTests {
  private static let second: Int64 = 1_000_000_000

  private func identity(_ index: UInt16) -> ConnectionIdentity {
    ConnectionIdentity(
      server: 0,
      lane: 0,
      life: 0,
      connection: ConnectionID(index: index, incarnation: 1)
    )
  }

  /// A second's worth at once, then evenly, and no more than a second's worth after a rest.
  @Test
  func aDoorAdmitsItsRate() {
    var door = ConnectDoor(Rate(perSecond: 5))
    let counts = [0, 1, 2, 100].map { seconds in
      (0..<20).count { _ in door.admits(at: seconds * Self.second) }
    }
    #expect(counts == [5, 5, 5, 5])
    let soon = (0..<20).count { _ in door.admits(at: 100 * Self.second + Self.second / 2) }
    #expect(soon == 2)
  }

  @Test
  func aDoorSlowerThanOneASecondStillAdmitsOne() {
    var door = ConnectDoor(Rate(perSecond: 0.1))
    let admitted = [0, 9, 11, 12].map { door.admits(at: $0 * Self.second) }
    #expect(admitted == [true, false, true, false])
  }

  /// A cached address leads back; a fresh look-up spreads evenly (±6 standard deviations of 4,000
  /// draws, wrong with a probability of 2·10⁻⁹ for each of four hosts).
  @Test
  func hostsAreLookedUpAnewOrRemembered() throws {
    var desk = PeerDesk(try HandMade.plan(), seed: Seed(3))
    var found = [0, 0, 0, 0]
    for index in UInt16(0)..<4_000 {
      found[Int(desk.host(of: identity(index), among: 4, .fresh))] += 1
    }
    let tolerance = 6 * (4_000.0 * 0.25 * 0.75).squareRoot()
    #expect(found.allSatisfy { abs(Double($0) - 1_000) < tolerance }, "\(found)")
    desk.book[0, 0, 7].incarnation = 1
    desk.book[0, 0, 7].host = 99
    let hosts = [
      desk.host(of: identity(7), among: 4, .cached), desk.host(of: identity(7), among: 1, .cached),
      desk.host(of: identity(7), among: 4, .fresh),
    ]
    #expect(hosts[0] == 99 && hosts[1] == 0 && hosts[2] < 4)
  }

  @Test
  func theWayIsHalfOfThereAndBack() throws {
    var plan = try HandMade.plan()
    plan.providers[1].network = try .exponential(mean: 0.06)
    let desk = PeerDesk(plan, seed: Seed(1))
    let way = desk.oneWay
    #expect(way == [0, 30_000_000])
  }
}
