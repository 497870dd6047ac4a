/// What floors 0–4 must not say: each of these makes a result depend on more than the seed.
private let bannedWords: [(word: String, why: String)] = [
  ("ContinuousClock", "time is an argument"),
  ("SuspendingClock", "time is an argument"),
  ("Date(", "time is an argument"),
  ("SystemRandomNumberGenerator", "chance is an argument"),
  (".random(in:", "chance is an argument, and draws its own ranges"),
  (".shuffled()", "chance is an argument"),
  (".randomElement()", "chance is an argument"),
  ("hashValue", "it differs from run to run"),
  ("Task {", "parallelism lives between trials only"),
  ("Task.detached", "parallelism lives between trials only"),
  ("async", "parallelism lives between trials only"),
  ("print(", "a room returns values"),
  ("@unchecked", "Sendable comes by composition"),
  ("try!", "errors are typed"),
  ("as!", "types are known"),
  ("fatalError(", "`precondition` says what was expected and what came"),
]

/// The one place where trials run beside each other.
private let runner = "Sources/Experiments/Runner.swift"
private let runnersWords: Set = ["async", "Task {"]

/// Finds the banned words in the code (not the comments or literals) of floors 0–4.
func bannedWords(in files: [SourceText], plan: FloorPlan) -> [Violation] {
  files.flatMap { file -> [Violation] in
    guard let room = file.room, plan.isDeterministic(room) else { return [] }
    let unordered = unorderedNames(in: file)
    return file.codeLines.flatMap { number, text -> [Violation] in
      let words = bannedWords.filter { word, _ in
        says(word, in: text) && !(file.path == runner && runnersWords.contains(word))
      }
      let walks = unordered.filter { walksOver($0, in: text) }
      return words.map {
        Violation(path: file.path, line: number, says: "`\($0.word)` is banned here: \($0.why)")
      }
        + walks.map {
          Violation(path: file.path, line: number, says: "walks over `\($0)`, which has no order")
        }
    }
  }
}

/// Whether `text` holds `word` as whole words: `fingerprint(` does not say `print(`.
func says(_ word: String, in text: some StringProtocol) -> Bool {
  Substring(text).ranges(of: word).contains { range in
    let before = text[..<range.lowerBound].last
    let after = text[range.upperBound...].first
    let startsClean = !isPartOfName(word.first) || !isPartOfName(before)
    let endsClean = !isPartOfName(word.last) || !isPartOfName(after)
    return startsClean && endsClean
  }
}

/// The names in a file that are declared as a dictionary or a set.
private func unorderedNames(in file: SourceText) -> [String] {
  file.codeLines.compactMap { _, line -> String? in
    let words = line.split { !isPartOfName($0) }
    guard let declared = words.firstIndex(where: { $0 == "let" || $0 == "var" }),
      let name = words.dropFirst(declared + 1).first
    else { return nil }
    let rest = line.drop { $0 != ":" && $0 != "=" }.filter { !$0.isWhitespace }
    let isSet = [":Set<", "=Set(", "=Set<"].contains { rest.hasPrefix($0) }
    return isSet || isDictionaryType(rest) ? String(name) : nil
  }
}

/// Whether an annotation or an initial value such as `:[Key:Value]` or `=[Key:Value]()` follows.
private func isDictionaryType(_ annotation: String) -> Bool {
  if annotation.hasPrefix(":Dictionary<") || annotation.hasPrefix("=Dictionary(") { return true }
  guard annotation.dropFirst().first == "[" else { return false }
  var depth = 0
  for character in annotation.dropFirst() {
    if "[(<".contains(character) { depth += 1 }
    if "])>".contains(character) { depth -= 1 }
    if depth == 0 { return false }
    if character == ":", depth == 1 { return true }
  }
  return false
}

private func walksOver(_ name: String, in line: Substring) -> Bool {
  guard !line.contains(".sorted") else { return false }
  let spoken = says(name, in: line)
  let loops = says("for", in: line) && endsOrOpens(line, after: "in \(name)")
  let walks = [
    ".keys", ".values", ".map", ".compactMap", ".flatMap", ".forEach", ".reduce", ".first",
  ]
  return spoken && (loops || walks.contains { says(name + $0, in: line) })
}

/// Whether the loop runs over the name itself and not over, say, one of its elements.
private func endsOrOpens(_ line: Substring, after words: String) -> Bool {
  guard let range = line.firstRange(of: words) else { return false }
  let rest = line[range.upperBound...]
  let next = rest.drop { $0.isWhitespace }
  return !isPartOfName(rest.first)
    && (next.isEmpty || ["{", "where ", "."].contains { next.hasPrefix($0) })
}

private func isPartOfName(_ character: Character?) -> Bool {
  character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
}
