import TestKit
import Testing

@testable import Commands

@Suite
struct CompareVerbTests {
  static func run(
    _ verb: String,
    _ text: String,
    _ arguments: [String]
  ) throws -> (ending: Ending, console: Console, out: String) {
    let name = ".build/verb-test-\(UInt64.random(in: 0...(.max)))"
    let folder = Repository.root + "/" + name
    try TextFile.write(text, to: folder + "/sample.yaml")
    var console = Console(keeping: 100)
    let ending = FrontDoor.enter(
      [verb, folder + "/sample.yaml", "--out", folder + "/out"] + arguments,
      environment: Environment([:]),
      console: &console
    )
    return (ending, console, name + "/out")
  }

  @Test
  func aPolicyThatMultipliesTrafficIsWorseAndTheTableSaysSo() throws {
    let (ending, console, out) = try Self.run(
      "compare",
      SampleStudy.text,
      ["--replications", "6", "--quiet"]
    )
    #expect(ending == .done, "\(console.talk)")
    #expect(console.output.contains("naive against base"), "\(console.output)")
    let lines = try #require(Repository.text(at: out + "/compare.csv")).split(separator: "\n")
    #expect(
      lines.first == """
        metric,scope,variant,baseline,value,baseline_value,difference,ci_low,ci_high,p_value,verdict
        """
    )
    let amplification = try #require(lines.first { $0.hasPrefix("amplification,,naive,base,") })
    #expect(amplification.hasSuffix(",worse"), "\(amplification)")
    let verdicts = try #require(Repository.text(at: out + "/verdicts.csv"))
    #expect(verdicts.contains("\ncomparison,amplification,naive,"))
    let page = try #require(Repository.text(at: out + "/report.html"))
    #expect(page.contains("Compared"))
  }

  @Test
  func theSamePolicyUnderTwoNamesIsIdentical() throws {
    let text = SampleStudy.text.split(separator: "\n").map(String.init).map {
      $0 == "  naive: {policy: naive}" ? "  naive: {policy: naive}\n  twin: {policy: naive}" : $0
    }.joined(separator: "\n")
    let (ending, _, out) = try Self.run("compare", text, ["--replications", "4"])
    #expect(ending == .done)
    let table = try #require(Repository.text(at: out + "/compare.csv")).split(separator: "\n")
    let verdicts = Set(table.dropFirst().map { String($0.split(separator: ",").last ?? "") })
    #expect(verdicts.isSubset(of: ["identical", "cannot be compared"]), "\(verdicts)")
  }

  @Test(arguments: [
    (SampleStudy.text, ["--to", "nothing"], "there is no variant called `nothing`"),
    (SamplePoints.text, [], "nothing to compare"),
  ])
  func whatCannotBeComparedIsSaid(text: String, arguments: [String], says: String) throws {
    let (ending, console, _) = try Self.run("compare", text, arguments)
    #expect(ending == .wrongInput && console.talk.contains(says), "\(console.talk)")
  }
}
