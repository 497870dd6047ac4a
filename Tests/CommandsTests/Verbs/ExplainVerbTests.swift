import TestKit
import Testing

@testable import Commands

@Suite
struct ExplainVerbTests {
  private func explain(_ arguments: String...) throws -> (Ending, Console) {
    let path = Repository.root + "/.build/explain-test-\(UInt64.random(in: 0...(.max))).yaml"
    try TextFile.write(SampleStudy.text, to: path)
    var console = Console(keeping: 100)
    let ending = FrontDoor.enter(
      ["explain", path] + arguments,
      environment: Environment([:]),
      console: &console
    )
    return (ending, console)
  }

  @Test
  func itShowsTheArithmeticAndEverySource() throws {
    let (ending, console) = try explain()
    #expect(ending == .done)
    for part in ["fcm: 200 messages/s", "in flight", "fleet.servers", "default"] {
      #expect(console.output.contains(part), "\(part)")
    }
  }

  @Test
  func machinesGetOneDocument() throws {
    let (ending, console) = try explain("--json", "--set", "fleet.servers=3")
    #expect(ending == .done && console.output.contains("\"in_flight\""))
  }
}

extension ExplainVerbTests {
  @Test
  func editorsGetASchema() {
    var console = Console(keeping: 80)
    let ending = FrontDoor.enter(
      ["explain", "--schema"],
      environment: Environment([:]),
      console: &console
    )
    #expect(ending == .done && console.output.hasPrefix("{"))
    #expect(console.output.contains("json-schema.org") && console.output.contains("\"fleet\""))
  }
}
