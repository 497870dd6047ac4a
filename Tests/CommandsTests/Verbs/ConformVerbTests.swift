import Commands
import TestKit
import Testing

@Suite
struct ConformVerbTests {
  private func conform(_ arguments: String...) -> (ending: Ending, console: Console) {
    var console = Console(keeping: 80)
    let ending = FrontDoor.enter(
      ["conform"] + arguments,
      environment: Environment([:]),
      console: &console
    )
    return (ending, console)
  }

  private func file(_ steps: String) throws -> String {
    let path = Repository.root + "/.build/conform-test-\(UInt64.random(in: 0...(.max))).json"
    let text = """
      {"schema": "resilience-conformance/1", "vectors": [
        {"id": "made-up", "kind": "nonsense", "title": "An unknown kind", "steps": [\(steps)]}
      ]}
      """
    try TextFile.write(text, to: path)
    return path
  }

  @Test
  func everyVectorHasALineAndTheLastLineCounts() throws {
    let (ending, console) = conform(try file(#"{"t": 0, "op": "x"}"#))
    #expect(ending == .done)
    #expect(console.output.contains("skip  made-up  unknown kind `nonsense`"))
    #expect(console.output.hasSuffix("0 passed, 0 failed, 1 skipped\n"))
  }

  @Test
  func oneDocumentIsPrintedForMachines() throws {
    let (ending, console) = conform("--json", try file(#"{"t": 0, "op": "x"}"#))
    #expect(ending == .done && console.output.hasPrefix("{\n"))
    #expect(console.output.contains(#""reason": "unknown kind `nonsense`""#))
  }

  @Test
  func aFileThatMakesNoSenseIsWrongInput() throws {
    let shape = conform(try file(#"{"t": 0}"#))
    #expect(shape.ending == .wrongInput && shape.console.talk.contains("an \"op\""))
    #expect(conform("/no-such-file").console.talk == "/no-such-file: No such file or directory\n")
  }
}
