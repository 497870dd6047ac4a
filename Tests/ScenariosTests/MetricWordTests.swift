import Testing

@testable import Scenarios

@Suite
struct MetricWordTests {
  @Test
  func everyNameIsGivenOnce() {
    let names = MetricWord.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.contains("delivered-in-time"))
  }
}
