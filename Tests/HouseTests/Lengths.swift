/// How long something is, and where it stands.
struct Length: Equatable {
  let path: String
  let line: Int
  let name: String
  let lines: Int
}

/// Returns the files, longest first.
func fileLengths(_ files: [SourceText]) -> [Length] {
  longestFirst(
    files.map { file in
      let lines = file.text.utf8.count { $0 == UInt8(ascii: "\n") }
      return Length(path: file.path, line: 1, name: String(file.name), lines: lines)
    }
  )
}

/// Returns the functions, longest first, from the line that names them to their closing brace.
func functionLengths(_ files: [SourceText]) -> [Length] {
  longestFirst(files.flatMap(functions))
}

private func longestFirst(_ lengths: [Length]) -> [Length] {
  lengths.sorted { ($1.lines, $0.path, $0.line) < ($0.lines, $1.path, $1.line) }
}

private func functions(in file: SourceText) -> [Length] {
  let lines = file.codeLines
  return lines.indices.compactMap { start in
    guard let name = functionName(lines[start].text),
      let end = closingLine(lines[start...].map(\.text))
    else { return nil }
    return Length(path: file.path, line: lines[start].number, name: name, lines: end + 1)
  }
}

private func functionName(_ line: Substring) -> String? {
  let words = line.split { $0.isWhitespace || "(<?{".contains($0) }
  guard let keyword = words.firstIndex(where: { $0 == "func" || $0 == "init" || $0 == "deinit" })
  else {
    return nil
  }
  // `self.init(…)` and the like are calls, not declarations.
  let modifiers = words[..<keyword]
  guard modifiers.allSatisfy({ $0.allSatisfy { $0.isLetter || $0 == "@" || $0 == ")" } }) else {
    return nil
  }
  guard words[keyword] == "func" else { return String(words[keyword]) }
  return words.dropFirst(keyword + 1).first.map(String.init)
}

/// Returns how many lines further the body closes, or nil when the declaration has none.
private func closingLine(_ lines: [Substring]) -> Int? {
  var braces = 0
  var parentheses = 0
  for (number, line) in lines.enumerated() {
    if number > 0, braces == 0, parentheses == 0, functionName(line) != nil { return nil }
    for character in line {
      switch character {
      case "(": parentheses += 1
      case ")": parentheses -= 1
      case "{" where parentheses == 0: braces += 1
      case "}" where parentheses == 0:
        braces -= 1
        if braces == 0 { return number }
        if braces < 0 { return nil }
      default: break
      }
    }
  }
  return nil
}
