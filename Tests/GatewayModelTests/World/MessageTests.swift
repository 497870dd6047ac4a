import Testing

@testable import GatewayModel

@Suite
struct MessageTests {
  /// A live message is what ten million of them cost: a place and a half of a cache line.
  @Test
  func aMessageStaysSmall() {
    #expect(MemoryLayout<Message>.size <= 88)
  }

  @Test
  func marksDoNotOverlap() {
    let all: [Message.Marks] = [.reached, .judged, .attempted, .returned, .refusedGood]
    let union = all.reduce(into: Message.Marks()) { $0.formUnion($1) }
    #expect(union.rawValue.nonzeroBitCount == all.count)
  }
}
