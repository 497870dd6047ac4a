import Commands
import Testing

@Suite
struct FrontDoorTests {
  private func entered(_ arguments: String...) -> (status: Ending, console: Console) {
    var console = Console(keeping: 80)
    let environment = Environment(["SPILLWAY_COMMIT": "abc"])
    let status = FrontDoor.enter(arguments, environment: environment, console: &console)
    return (status, console)
  }

  @Test
  func helpAndVersionAreResults() {
    for arguments in ["--help", "--version"] {
      let (status, console) = entered(arguments)
      #expect(status == .done && console.talk.isEmpty && console.output.contains("spillway"))
    }
    #expect(entered("--version").console.output.hasSuffix("(abc)\n"))
  }

  @Test
  func aMistakeIsSaidOnStderrWithTheWayOut() {
    let (status, console) = entered("completion", "bsah")
    #expect(status == .wrongInput && console.output.isEmpty)
    #expect(
      console.talk
        == """
        spillway: `completion` does not know `bsah`; did you mean `bash`?
        See `spillway completion --help`.

        """
    )
  }

  @Test
  func aVerbIsRun() {
    let (status, console) = entered("completion", "fish")
    #expect(status == .done && console.output.contains("complete -c spillway"))
  }
}
