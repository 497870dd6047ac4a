/// File names that say nothing about what is inside.
func emptyNames(in files: [SourceText]) -> [Violation] {
  let banned = ["Utilities", "Utility", "Utils", "Helpers", "Helper", "Common", "Manager", "Misc"]
  return files.compactMap { file in
    let steps = file.steps.map { $0.hasSuffix(".swift") ? $0.dropLast(6) : $0 }
    let found = banned.first { word in steps.contains { $0.hasPrefix(word) || $0.hasSuffix(word) } }
    if let found { return Violation(path: file.path, says: "`\(found)` names no thing") }
    return steps.contains("Core") ? Violation(path: file.path, says: "the core of what?") : nil
  }
}

/// Words that promise work instead of doing it.
///
/// They are put together from halves so as not to find themselves.
func unfinishedWords(in files: [SourceText]) -> [Violation] {
  let banned = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "not " + "implemented"]
  return files.flatMap { file in
    file.lines.flatMap { number, text in
      banned.filter { says($0, in: text) }.map {
        Violation(path: file.path, line: number, says: "`\($0)`: do it, or write an issue")
      }
    }
  }
}

/// Folders of one person's machine: nobody else has them.
func machinePaths(in files: [SourceText]) -> [Violation] {
  let roots =
    ["home", "root", "Users", "work"].map { "/" + $0 + "/" } + ["/tmp/" + "wt", "/tmp/" + "mini"]
  return files.flatMap { file in
    file.lines.flatMap { number, text in
      roots.filter { beginsPath($0, in: text) }.map {
        Violation(path: file.path, line: number, says: "`\($0)` is a path of one machine")
      }
    }
  }
}

/// Whether an absolute path in `text` begins with `root`: `provider/work/x` does not.
private func beginsPath(_ root: String, in text: Substring) -> Bool {
  text.ranges(of: root).contains { range in
    guard let before = text[..<range.lowerBound].last else { return true }
    return !(before.isLetter || before.isNumber || "._-~}/".contains(before))
  }
}

/// `public` belongs to the rooms that a live gateway imports; the others say `package`.
func strayPublic(in files: [SourceText], publicRooms: Set<String>) -> [Violation] {
  files.flatMap { file -> [Violation] in
    guard let room = file.room, !publicRooms.contains(room) else { return [] }
    return file.codeLines.compactMap { number, text in
      guard says("public", in: text), !text.contains("import ") else { return nil }
      return Violation(path: file.path, line: number, says: "`\(room)` has no public API")
    }
  }
}

/// Every long run that a test asks about is a row of the table in `./test`.
func strayLongRuns(in tests: [SourceText], script: String) -> [Violation] {
  let used = tests.flatMap { file in
    file.lines.flatMap { number, text -> [(file: String, line: Int, name: String)] in
      ["LongRun.size(of: \"", "LongRun.isAsked(for: \""].compactMap { opening in
        text.firstRange(of: opening).map { range in
          (file.path, number, String(text[range.upperBound...].prefix { $0 != "\"" }))
        }
      }
    }
  }
  let rows = longRunRows(script)
  return used.filter { !$0.name.isEmpty && !rows.contains($0.name) }.map {
    Violation(path: $0.file, line: $0.line, says: "the long run `\($0.name)` has no row in ./test")
  }
}

/// The names in the first column of the table of long runs.
func longRunRows(_ script: String) -> Set<String> {
  let table = script.split(separator: "\n", omittingEmptySubsequences: false)
    .drop { $0 != "long_runs='" }
    .dropFirst()
    .prefix { $0 != "'" }
  return Set(table.compactMap { $0.split(separator: " ").first.map(String.init) })
}
