import Testing

@testable import Scenarios

@Suite
struct SchemaTests {
  @Test
  func shapesBelowAKey() {
    #expect(MergeTests.shape.below("policy").count == 1)
    #expect(MergeTests.shape.below("nothing").isEmpty)
    #expect(Schema.named("distribution").below("lognormal").count == 1)
    #expect(Schema.list(.number).below("x").count == 1)
  }

  @Test
  func waysOfAOneOfMap() {
    #expect(MergeTests.window.ways.map(\.name) == ["time", "count"])
    #expect(Schema.named("distribution").ways.count == 12)
    #expect(MergeTests.shape.ways.isEmpty)
  }
}
