extension Verb {
  /// Prints what a shell or `man` needs to know about the verbs.
  static let completion = Verb(
    name: "completion",
    answers: "How do I type less? Completion for bash, zsh and fish, and a manual page.",
    details: """
      Prints a script on stdout, made from the same table as these help texts; `man` prints a
      manual page.
      """,
    operands: Operands(name: "SHELL", count: 1...1, choices: ["bash", "zsh", "fish", "man"]),
    options: [],
    examples: [
      Example(
        command: "source <(spillway completion bash)",
        says: "completes verbs and options in this shell"
      ),
      Example(
        command: "spillway completion man | man -l -",
        says: "shows the manual page"
      ),
    ]
  ) { invocation, _, console in
    switch invocation.operands[0] {
    case "bash": console.print(Completion.bash(all))
    case "zsh": console.print(Completion.zsh(all))
    case "fish": console.print(Completion.fish(all))
    default: console.print(ManualPage.text(all))
    }
    return .done
  }
}
