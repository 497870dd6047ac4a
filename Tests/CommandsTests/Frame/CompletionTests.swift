import TestKit
import Testing

@testable import Commands

@Suite
struct CompletionTests {
  @Test
  func scriptsAreAsStored() {
    let scripts = [
      ("bash", Completion.bash(Verb.samples)), ("zsh", Completion.zsh(Verb.samples)),
      ("fish", Completion.fish(Verb.samples)),
    ]
    for (shell, script) in scripts {
      #expect(GoldenFile("completion/\(shell).txt").difference(from: script) == nil)
    }
  }
}
