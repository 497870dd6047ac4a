import Commands
import Testing

@Suite
struct CompletionVerbTests {
  @Test(arguments: [
    ("bash", "complete -o"), ("zsh", "#compdef"), ("fish", "complete -c"), ("man", ".TH"),
  ])
  func everyShellIsServed(shell: String, contains: String) {
    var console = Console(keeping: 80)
    let status = FrontDoor.enter(
      ["completion", shell],
      environment: Environment([:]),
      console: &console
    )
    #expect(status == .done && console.output.contains(contains))
  }
}
