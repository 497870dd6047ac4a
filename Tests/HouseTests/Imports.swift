/// Reads the modules that a file imports, with the lines where it does.
func imports(of file: SourceText) -> [(line: Int, module: String)] {
  let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
  let kinds: Set<Substring> = [
    "struct", "class", "enum", "protocol", "func", "let", "var", "typealias",
  ]
  return file.codeLines.compactMap { number, text in
    var words = text.split(whereSeparator: \.isWhitespace)[...]
    words = words.drop { $0.hasPrefix("@") || modifiers.contains($0) }
    guard words.popFirst() == "import" else { return nil }
    words = words.drop { kinds.contains($0) }
    return words.first.map { (number, String($0.prefix { $0 != "." })) }
  }
}

/// Every import of a room must be on its row of the plan, or part of the platform.
///
/// Floors 0–4 stay free of Foundation in any form, so that a policy runs wherever Swift does. Above
/// them only the essentials are allowed: the whole of it costs 44 MB and the start-up time. The bench,
/// which ships nothing, may wait for its tasks with Dispatch.
func strangeImports(in files: [SourceText], plan: FloorPlan) -> [Violation] {
  files.flatMap { file -> [Violation] in
    guard let name = file.room, let room = plan.rooms[name] else { return [] }
    let platform: Set = ["Glibc", "Synchronization", "Swift"]
    let essentials: Set = plan.isDeterministic(name) ? [] : ["FoundationEssentials"]
    let waiting: Set = name == "spillway-bench" ? ["Dispatch"] : []
    let allowed = room.mayImport.union(platform).union(essentials).union(waiting)
    return imports(of: file).compactMap { line, module in
      allowed.contains(module)
        ? nil
        : Violation(path: file.path, line: line, says: "`\(name)` may not import `\(module)`")
    }
  }
}
