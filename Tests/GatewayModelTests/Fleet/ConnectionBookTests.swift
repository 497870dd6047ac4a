import Policies
import Testing

@testable import GatewayModel

@Suite
struct ConnectionBookTests {
  @Test
  func everyPlaceOfEveryServerAndProviderIsItsOwn() {
    var book = ConnectionBook(servers: 3, lanes: 2)
    #expect(book[2, 1, 40].goneAbove == .max && book[2, 1, 40].incarnation == 0)
    for server in 0..<3 {
      for lane in 0..<2 {
        for place in [5, 0, 3] { book[server, lane, place].cap = server * 100 + lane * 10 + place }
      }
    }
    var wrong = 0
    for server in 0..<3 {
      for lane in 0..<2 {
        for place in [0, 3, 5]
        where book[server, lane, place].cap != server * 100 + lane * 10 + place {
          wrong += 1
        }
        if book[server, lane, 4].cap != 0 { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }

  /// Whatever chance decides about a connection is keyed by this: nobody may share it.
  @Test
  func noTwoConnectionsHaveOneIdentity() {
    var seen: Set<[UInt64]> = []
    var count = 0
    for server in [0, 1, 9_999] {
      for lane in [0, 1, 31] {
        for life in [UInt32(0), 1, 70_000] {
          for index in [UInt16(0), 1, 65_535] {
            for incarnation in [UInt16(0), 1, 65_535] {
              let identity = ConnectionIdentity(
                server: server,
                lane: lane,
                life: life,
                connection: ConnectionID(index: index, incarnation: incarnation)
              )
              seen.insert([identity.first, identity.second])
              count += 1
            }
          }
        }
      }
    }
    #expect(seen.count == count)
  }
}
