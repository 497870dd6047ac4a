/// From the words of a command line to an exit status.
package enum FrontDoor {
  /// Reads `arguments` (without the program's name), does what they ask, and says how it ended.
  package static func enter(
    _ arguments: [String],
    environment: Environment,
    console: inout Console
  ) -> Ending {
    let status: Ending
    do {
      switch try ArgumentParser(verbs: Verb.all).parse(arguments) {
      case .help(nil):
        console.print(HelpText.overview(Verb.all))
        status = .done
      case .help(let verb?):
        console.print(HelpText.verb(verb))
        status = .done
      case .version:
        console.print(Version.text(commit: environment["SPILLWAY_COMMIT"]))
        status = .done
      case .run(let invocation):
        console.adjust(color: invocation.last("color"), quiet: invocation.has("quiet"))
        status = invocation.verb.perform(invocation, environment, &console)
      }
    } catch {
      let help = ["spillway", error.verb, "--help"].compactMap { $0 }.joined(separator: " ")
      console.complain("spillway: \(error.says)\nSee `\(help)`.")
      status = .wrongInput
    }
    console.clearLine()
    guard let failure = console.failure else { return status }
    console.complain("spillway: cannot write to stdout: \(failure)")
    return status.joined(with: .impossible)
  }

  /// Runs as a process: signals, streams and all.
  package static func enter(_ arguments: [String]) -> Int32 {
    Interrupt.ignoreBrokenPipes()
    let environment = Environment()
    var console = Console(environment: environment)
    return enter(arguments, environment: environment, console: &console).rawValue
  }
}
