import Testing

@testable import Simulation

@Suite
struct AgendaChunksTests {
  @Test
  func chunksAreAlignedToTheirSizeAndApart() {
    var chunks = AgendaChunks()
    // More than one segment holds.
    var seen: Set<UInt> = []
    for _ in 0..<5_000 {
      let chunk = unsafe UInt(bitPattern: chunks.take())
      #expect(chunk & AgendaChunks.offsetMask == 0)
      seen.insert(chunk)
    }
    #expect(seen.count == 5_000)
  }

  @Test
  func whatIsGivenBackIsTakenAgainWithoutItsLink() {
    var chunks = AgendaChunks()
    let (first, second) = unsafe (chunks.take(), chunks.take())
    unsafe AgendaChunks.link(first, to: second)
    #expect(unsafe AgendaChunks.next(after: first) == second)
    unsafe chunks.giveBack(first)
    let again = unsafe chunks.take()
    #expect(unsafe again == first)
    #expect(unsafe AgendaChunks.next(after: again) == nil)
    #expect(unsafe AgendaChunks.chunk(endingAt: second + AgendaChunks.width) == second)
  }
}
