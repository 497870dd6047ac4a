import Testing

@testable import Commands

@Suite
struct ArgumentParserTests {
  private let parser = ArgumentParser(verbs: Verb.samples)

  private func words(_ line: String) -> [String] {
    line.split(separator: " ").map(String.init)
  }

  private func outcome(_ line: String) -> String {
    do {
      switch try parser.parse(words(line)) {
      case .version: return "version"
      case .help(let verb): return "help " + (verb?.name ?? "all")
      case .run(let invocation):
        let options = invocation.verb.allOptions.flatMap { option in
          invocation.all(option.name).map { $0.isEmpty ? option.name : "\(option.name)=\($0)" }
        }
        return (invocation.operands + options).joined(separator: " ")
      }
    } catch {
      return "error: " + error.says
    }
  }

  @Test(arguments: [
    ("--version", "version"), ("--help", "help all"), ("-h", "help all"), ("help", "help all"),
    ("help sample", "help sample"), ("sample --help", "help sample"),
    ("sample x --jobs 2 -h", "help sample"),
    ("sample a b", "a b"), ("sample --seed 7 a", "a seed=7"), ("sample a --seed=7", "a seed=7"),
    ("sample a --set x=1 --set y.z=2", "a set=x=1 set=y.z=2"), ("sample a --set=x=1", "a set=x=1"),
    ("sample a --json -q", "a json quiet"), ("sample -- --json a", "--json a"), ("sample -", "-"),
    ("sample a --seed 1 --seed 2", "a seed=1 seed=2"), ("picky", ""), ("picky left", "left"),
    ("sample a --seed 18446744073709551615", "a seed=18446744073709551615"),
  ])
  func whatIsSaidIsUnderstood(line: String, meaning: String) {
    #expect(outcome(line) == meaning)
  }

  @Test(arguments: [
    ("", "say what to do: spillway VERB ..."),
    ("smaple x", "unknown verb `smaple`; did you mean `sample`?"),
    ("help pciky", "unknown verb `pciky`; did you mean `picky`?"),
    ("--json sample", "the verb comes first: spillway VERB --json ..."),
    ("sample a --sede 7", "`sample` has no option `--sede`; did you mean `--seed`?"),
    ("sample a --seed", "`--seed` needs N after it"),
    ("sample a --seed x", "`--seed` is a whole number from 0, found `x`"),
    ("sample a --seed -1", "`--seed` is a whole number from 0, found `-1`"),
    ("sample a --jobs 0", "`--jobs` is a whole number from 1 to 1024, found `0`"),
    ("sample a --color blue", "`--color` is one of auto, always, never, found `blue`"),
    ("sample a --json=yes", "`--json` takes no value"),
    ("sample a --out=", "`--out` needs a value, found an empty one"),
    ("sample", "`sample` needs SCENARIO..."),
    ("sample a b c d", "`sample` does not know what to do with `d`"),
    ("picky rihgt", "`picky` does not know `rihgt`; did you mean `right`?"),
  ])
  func whatMakesNoSenseIsSaidInASentence(line: String, says: String) {
    #expect(outcome(line) == "error: " + says)
  }

  @Test
  func theLastValueCounts() throws {
    guard case .run(let invocation) = try parser.parse(words("sample a --seed 1 --seed 2")) else {
      Issue.record("not a run")
      return
    }
    #expect(invocation.number("seed") == 2)
    #expect(invocation.number("jobs") == nil && !invocation.has("quiet"))
  }
}
