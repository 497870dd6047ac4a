import Simulation
import Testing

@testable import GatewayModel

@Suite
struct WaitingLinesTests {
  private func handle(_ number: UInt32) -> Slab<Message>.Handle {
    Slab<Message>.Handle(index: number, generation: 1)
  }

  @Test
  func turnsComeInOrderAndEachIsFirstInFirstOut() {
    var lines = WaitingLines(scopes: 2, lanes: 2, turns: 4)
    for (number, turn) in [(10, 2), (11, 0), (12, 2), (13, 3), (14, 0)] {
      lines.append(handle(UInt32(number)), scope: 1, lane: 1, turn: turn)
    }
    // Put back where it stood: before everybody of its turn.
    lines.prepend(handle(9), scope: 1, lane: 1, turn: 2)
    lines.append(handle(99), scope: 1, lane: 0, turn: 0)
    lines.append(handle(98), scope: 0, lane: 1, turn: 0)
    var order: [UInt32] = []
    while let next = lines.take(scope: 1, lane: 1) { order.append(next.index) }
    #expect(order == [11, 14, 9, 10, 12, 13])
    let (other, none) = (lines.take(scope: 0, lane: 1), lines.take(scope: 0, lane: 0))
    #expect(other?.index == 98 && none == nil)
  }

  /// Taking a handle says nothing of who waits: it may be stale, and only `left` takes one away.
  @Test
  func countsAreOfThoseWhoReallyWait() {
    var lines = WaitingLines(scopes: 2, lanes: 2, turns: 1)
    for number in 0..<3 { lines.append(handle(UInt32(number)), scope: 0, lane: 0, turn: 0) }
    lines.append(handle(7), scope: 0, lane: 1, turn: 0)
    _ = lines.take(scope: 0, lane: 0)
    var counts = [lines.count(in: 0), lines.count(in: 0, lane: 0), lines.count(in: 0, lane: 1)]
    #expect(counts == [4, 3, 1])
    lines.left(scope: 0, lane: 0)
    lines.left(scope: 0, lane: 1)
    counts = [lines.count(in: 0), lines.count(in: 0, lane: 0), lines.count(in: 0, lane: 1)]
    #expect(counts == [2, 2, 0])
    let elsewhere = lines.count(in: 1)
    #expect(elsewhere == 0)
  }
}
