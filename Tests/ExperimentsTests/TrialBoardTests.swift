import Testing

@testable import Experiments

@Suite
struct TrialBoardTests {
  @Test
  func resultsComeOutInOrderHoweverTheyCameIn() {
    let board = TrialBoard<Int>(count: 3, lead: 3, cancellation: Cancellation())
    let claimed = (0..<3).compactMap { _ in board.claim() }
    #expect(claimed == [0, 1, 2])
    #expect(board.claim() == nil)
    for index in [2, 0, 1] { board.deliver(index * 10, of: index) }
    var out: [Int] = []
    while case .result(let value) = board.collect(waitingAtMost: 1) { out.append(value) }
    #expect(out == [0, 10, 20])
    #expect(board.done == 3)
  }

  @Test
  func aMissingResultEndsTheStudyThere() {
    let board = TrialBoard<Int>(count: 5, lead: 5, cancellation: Cancellation())
    for _ in 0..<3 { _ = board.claim() }
    board.deliver(0, of: 0)
    board.deliver(nil, of: 1)
    board.deliver(2, of: 2)
    #expect(board.claim() == nil)
    guard case .result = board.collect(waitingAtMost: 1) else {
      Issue.record("trial 0 was finished")
      return
    }
    guard case .nothingMore = board.collect(waitingAtMost: 1) else {
      Issue.record("trial 1 was given up")
      return
    }
  }
}
