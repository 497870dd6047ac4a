import TestKit
import Testing

@testable import Commands

@Suite
struct CheckVerbTests {
  private let folder = Repository.root + "/.build/check-test-\(UInt64.random(in: 0...(.max)))"

  private func check(_ texts: [String], _ arguments: String...) throws -> (Ending, Console) {
    for (number, text) in texts.enumerated() {
      try TextFile.write(text, to: folder + "/in/s\(number).yaml")
    }
    var console = Console(keeping: 80)
    let ending = FrontDoor.enter(
      ["check", folder + "/in", "--out", folder + "/out"] + arguments,
      environment: Environment([:]),
      console: &console
    )
    return (ending, console)
  }

  private func sample(expecting lines: String...) -> String {
    let head = SampleStudy.text.split(separator: "\n").prefix { !$0.hasPrefix("expect") }
    return (head.map(String.init) + ["expect:"] + lines.map { "  - " + $0 }).joined(separator: "\n")
  }

  @Test
  func theWorstLineDecidesHowACheckEnds() throws {
    let met = sample(expecting: "lost == 0")
    let unmet = sample(expecting: "amplification(fcm) >= 3")
    let open = sample(expecting: "probability(amplification(fcm) < 3) >= 90%")
    #expect(try check([met]).0 == .done)
    #expect(try check([met, open]).0 == .inconclusive)
    let (ending, console) = try check([met, unmet, open])
    #expect(ending == .unmet)
    #expect(console.output.hasSuffix("3 scenarios: 1 met, 1 not met, 1 cannot tell\n"))
    let out = String(folder.dropFirst(Repository.root.count + 1)) + "/out"
    #expect(Repository.text(at: out + "/s1/junit.xml")?.contains("failures=\"1\"") == true)
  }

  @Test
  func aCheckCanFail() throws {
    let held = sample(expecting: "amplification(fcm) < 1.9 during outage")
    #expect(try check([held]).0 == .done)
    #expect(try check([held], "--set", "policy=naive").0 == .unmet)
  }

  @Test
  func aFolderWithoutScenariosIsWrongInput() throws {
    try TextFile.write("no scenario", to: folder + "/in/readme.txt")
    let (ending, console) = try check([])
    #expect(ending == .wrongInput && console.talk.contains("no scenario is in"))
  }
}
