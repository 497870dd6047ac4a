import Commands
import Testing

@Suite
struct ListVerbTests {
  private func list(_ words: String...) -> (ending: Ending, console: Console) {
    var console = Console(keeping: 100)
    let ending = FrontDoor.enter(
      ["list"] + words,
      environment: Environment([:]),
      console: &console
    )
    return (ending, console)
  }

  @Test
  func everythingThatShipsHasALine() {
    let (ending, console) = list()
    #expect(ending == .done)
    for name in ["apns", "fcm", "twilio-short-code", "open", "recommended", "time-to-accept"] {
      #expect(console.output.contains("\n\(name) "), "\(name)")
    }
  }

  @Test
  func aPresetShowsItsFiguresWithSources() {
    let (ending, console) = list("presets", "fcm")
    #expect(ending == .done && console.output.contains("round-trip"))
  }

  @Test
  func machinesGetADocument() {
    #expect(list("--json", "presets").console.output.hasPrefix("{\n  \"presets\": ["))
  }

  @Test(arguments: [["nothing"], ["presets", "nothing"]])
  func whatDoesNotShipIsSaid(words: [String]) {
    var console = Console(keeping: 100)
    let ending = FrontDoor.enter(
      ["list"] + words,
      environment: Environment([:]),
      console: &console
    )
    #expect(ending == .wrongInput && console.talk.contains("nothing"))
  }
}
