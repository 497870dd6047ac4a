import TestKit
import Testing

@testable import Commands

@Suite
struct SizeFrontierTests {
  /// Twice the connections need half the servers.
  @Test
  func everyValueOfTheSecondSettingHasItsAnswer() throws {
    let more = """

      size:
        smallest: fleet.servers
        between: [2, 60]
        objectives: ["mean(wait, all) <= 0.5s"]
        and: fleet.server.connections.open
        and-between: [1, 4]
      """
    let (ending, console, out) = try CompareVerbTests.run("size", SamplePoints.text + more, [])
    #expect(ending == .done, "\(console.talk)")
    let text = try #require(Repository.text(at: out + "/sizing.csv"))
    let best = text.split(separator: "\n").filter { $0.contains(",yes,chosen,") }
    let levels = best.compactMap { $0.split(separator: ",").first }
    #expect(Set(levels) == ["1", "2", "3", "4"], "\(text)")
    #expect(console.output.contains("On the frontier"))
  }
}
