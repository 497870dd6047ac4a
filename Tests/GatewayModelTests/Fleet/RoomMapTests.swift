import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct RoomMapTests {
  /// Against a plain list, at sizes around the words (64) and the groups of words (4,096).
  @Test(arguments: [1, 63, 64, 65, 128, 4_095, 4_096, 4_097, 10_000])
  func theNextWithRoomGoingRoundIsFound(count: Int) {
    var map = RoomMap(count: count)
    var list = [Bool](repeating: false, count: count)
    var chance = RandomStream(Seed(UInt64(count)))
    var (cursor, wrong) = (0, 0)
    for step in 0..<5_000 {
      let place = Int(chance.below(UInt64(count)))
      // Seldom any room for a while, then often.
      let hasRoom = chance.below(100) < (step < 2_500 ? 5 : 60)
      map.set(place, hasRoom)
      list[place] = hasRoom
      guard step % 5 == 0 else { continue }
      let expected = (cursor..<count).first { list[$0] } ?? (0..<cursor).first { list[$0] }
      wrong += map.next() == expected ? 0 : 1
      if let expected { cursor = expected + 1 == count ? 0 : expected + 1 }
    }
    #expect(wrong == 0)
  }

  @Test
  func everyServerGetsItsTurn() {
    var map = RoomMap(count: 200)
    for place in 0..<200 { map.set(place, true) }
    let round = (0..<400).map { _ in map.next() }
    #expect(round == Array(0..<200) + Array(0..<200))
  }
}
