import Testing

@testable import Commands

@Suite
struct VersionTests {
  @Test
  func theCommitIsShownWhenItIsKnown() {
    #expect(Version.text(commit: nil) == "spillway \(Version.number)")
    #expect(Version.text(commit: "0123456789abcdef") == "spillway \(Version.number) (0123456789ab)")
  }
}
