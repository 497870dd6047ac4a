/// Everything that is needed to get a study's bytes again.
///
/// Nothing here depends on the time of day or on the machine, so the file itself is reproducible.
package struct Provenance: Sendable, Equatable {
  /// The program's version ("0.3.0").
  package let version: String
  /// The commit it was built from; empty when unknown.
  package let commit: String
  /// The command as it would be typed, program name first.
  package let command: [String]
  /// The scenario's name, and its text as it was read.
  package let scenario: String
  package let text: String
  /// Overrides as `path=value`, in the order given.
  package let overrides: [String]
  package let seed: UInt64
  /// What was reached and why it stopped ("12 replications: every precision is met").
  package let replications: String

  /// Creates a record.
  package init(
    version: String,
    commit: String,
    command: [String],
    scenario: String,
    text: String,
    overrides: [String],
    seed: UInt64,
    replications: String
  ) {
    self.version = version
    self.commit = commit
    self.command = command
    self.scenario = scenario
    self.text = text
    self.overrides = overrides
    self.seed = seed
    self.replications = replications
  }

  /// The hash that names the scenario's text.
  package var hash: String { SHA256(text).hex }

  /// The command as one line that a POSIX shell takes apart into the same words.
  package var commandLine: String {
    command.map(Self.quoted).joined(separator: " ")
  }

  /// `provenance.json`; the seed is a string, because many readers take numbers for doubles.
  package var file: ResultFile {
    let document = JSON.members([
      JSON.Member("program", .text("spillway")),
      JSON.Member("version", .text(version)),
      JSON.Member("commit", .text(commit)),
      JSON.Member("command", .text(commandLine)),
      JSON.Member("arguments", .list(command.map { .text($0) })),
      JSON.Member("scenario", .text(scenario)),
      JSON.Member("sha256", .text(hash)),
      JSON.Member("overrides", .list(overrides.map { .text($0) })),
      JSON.Member("seed", .text(String(seed))),
      JSON.Member("replications", .text(replications)),
      JSON.Member("text", .text(text)),
    ])
    return ResultFile(ResultFolder.mark, text: document.text)
  }

  private static func quoted(_ word: String) -> String {
    let isPlain = !word.isEmpty && word.utf8.allSatisfy(isPlain)
    if isPlain { return word }
    var result = "'"
    for character in word.unicodeScalars {
      if character == "'" { result += "'\\''" } else { result.unicodeScalars.append(character) }
    }
    return result + "'"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default:
      "%+,-./:=@_".utf8.contains(byte)
    }
  }
}
