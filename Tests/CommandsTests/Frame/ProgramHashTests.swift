import Testing

@testable import Commands

@Suite
struct ProgramHashTests {
  @Test
  func theProgramKnowsItself() throws {
    let text = try #require(ProgramHash.text)
    #expect(text.hasPrefix(Version.number + " ") && text.count > Version.number.count + 8)
  }
}
