import TestKit
import Testing

@testable import Commands

@Suite
struct ManualPageTests {
  @Test
  func thePageIsAsStored() {
    #expect(GoldenFile("completion/man.txt").difference(from: ManualPage.text(Verb.samples)) == nil)
  }
}
