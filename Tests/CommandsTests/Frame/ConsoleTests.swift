import Reports
import Testing

@testable import Commands

@Suite
struct ConsoleTests {
  private let line = ProgressLine(
    label: "x",
    share: 0.5,
    replications: 1,
    replicationLimit: 2,
    elapsedSeconds: 1
  )

  @Test
  func resultsAndTalkAreKeptApart() {
    var console = Console(keeping: 80)
    console.print("result")
    console.say("talk")
    console.complain("trouble")
    #expect(console.output == "result\n")
    #expect(console.talk == "talk\ntrouble\n")
  }

  @Test
  func quietLeavesTroubleIn() {
    var console = Console(keeping: 80)
    console.adjust(color: nil, quiet: true)
    console.say("talk")
    console.complain("trouble")
    #expect(console.talk == "trouble\n")
  }

  @Test
  func theProgressLineIsGoneBeforeAnythingElseIsSaid() {
    var console = Console(keeping: 40, canRedraw: true)
    console.draw(line)
    console.print("result")
    console.clearLine()
    #expect(console.output == "result\n")
    #expect(console.talk == line.update(width: 40) + ProgressLine.removal)
  }

  @Test(
    arguments: [
      (nil, true, true), (nil, false, false), ("auto", true, true), ("always", false, true),
      ("never", true, false),
    ] as [(String?, Bool, Bool)]
  )
  func coloursFollowTheOption(option: String?, isTerminal: Bool, hasColours: Bool) {
    var console = Console(keeping: 80, isTerminal: isTerminal)
    console.adjust(color: option, quiet: false)
    #expect(console.hasColours == hasColours)
  }
}
