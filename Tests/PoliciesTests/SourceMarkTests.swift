import Policies
import Testing

@Suite
struct SourceMarkTests {
  @Test
  func everyMarkHasItsOwnMeaning() {
    #expect(Set(SourceMark.allCases.map(\.meaning)).count == SourceMark.allCases.count)
  }
}
