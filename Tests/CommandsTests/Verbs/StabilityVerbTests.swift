import TestKit
import Testing

@testable import Commands

@Suite
struct StabilityVerbTests {
  /// Twelve streams carry twelve messages a second and no more.
  @Test
  func whatIsOfferedMoreThanItCanCarryCollapses() throws {
    let (ending, console, out) = try CompareVerbTests.run(
      "stability",
      SamplePoints.text,
      ["--load", "0.5..4", "--points", "5", "--replications", "10"]
    )
    #expect(ending == .done, "\(console.talk)")
    let text = try #require(Repository.text(at: out + "/stability.csv"))
    let table = text.split(separator: "\n")
    #expect(table.count == 6, "\(text)")
    #expect(table[1].hasPrefix("0.5,4,0,0,"), "\(text)")
    #expect(table[5].hasPrefix("4,32,1,"), "\(text)")
    #expect(console.output.contains("likelier than not between"), "\(console.output)")
  }

  @Test(arguments: ["1", "2..1", "0..2", "a..b"])
  func aLoadIsTwoMultiples(text: String) {
    #expect(Verb.loads(text) == nil)
  }
}
