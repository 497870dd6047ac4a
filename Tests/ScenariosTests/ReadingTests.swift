import Testing

@testable import Scenarios

@Suite
struct ReadingTests {
  @Test
  func pathsFollowTheKeys() {
    var reading = Reading(sources: Sources(), folder: "")
    let path = reading.under("run") { $0.under("seed") { $0.path } }
    #expect(path == ["run", "seed"])
    #expect(reading.path.isEmpty)
    #expect(reading.key == "the scenario")
  }

  @Test
  func warningsAreNoErrors() {
    var reading = Reading(sources: Sources(), folder: "")
    reading.warn(.beginning(of: 0), "odd")
    #expect(!reading.hasErrors)
    reading.refuse(.beginning(of: 0), "wrong")
    #expect(reading.hasErrors)
  }
}
