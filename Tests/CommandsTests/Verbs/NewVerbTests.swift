import TestKit
import Testing

@testable import Commands

@Suite
struct NewVerbTests {
  private let path = Repository.root + "/.build/new-test-\(UInt64.random(in: 0...(.max))).yaml"

  private func enter(_ words: [String]) -> (ending: Ending, console: Console) {
    var console = Console(keeping: 100)
    let ending = FrontDoor.enter(words, environment: Environment([:]), console: &console)
    return (ending, console)
  }

  @Test
  func whatItWritesCanBeExplainedAndIsNeverOverwritten() throws {
    #expect(enter(["new", path]).ending == .done)
    #expect(enter(["explain", path]).ending == .done)
    let again = enter(["new", path])
    #expect(again.ending == .impossible && again.console.talk.contains("is not written"))
  }

  @Test
  func whatItWritesHoldsAndShowsThePoint() throws {
    #expect(enter(["new", path]).ending == .done)
    let out = path + ".out"
    #expect(enter(["check", path, "--out", out]).ending == .done)
    let naive = ["check", path, "--out", out, "--set", "policy=naive"]
    #expect(enter(naive).ending == .unmet)
  }

  @Test
  func aCopyHasTheSameBytes() throws {
    let source = path + ".source.yaml"
    try TextFile.write(SampleStudy.text, to: source)
    #expect(enter(["new", path, "--from", source]).ending == .done)
    let written = path.dropFirst(Repository.root.count + 1)
    #expect(Repository.text(at: String(written)) == SampleStudy.text)
  }

  @Test(arguments: [["new", "my.txt"], ["new", "my.yaml", "--from", "no-such"]])
  func whatCannotBeBegunIsSaid(words: [String]) {
    let (ending, console) = enter(words)
    #expect(ending == .wrongInput && !console.talk.isEmpty)
  }
}
