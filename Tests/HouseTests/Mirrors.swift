/// Every `Sources/Room/Name.swift` has a test beside it: `NameTests.swift` under `Tests/RoomTests`.
///
/// An aspect of a type (`Name+Aspect.swift`) may share the tests of the type. Doors are a few lines
/// that are tested from outside.
func missingTwins(sources: [SourceText], tests: [SourceText], doors: Set<String>) -> [Violation] {
  let present = Set(tests.filter { $0.steps.count > 2 }.map { "\($0.steps[1])/\($0.name)" })
  return sources.compactMap { file in
    guard let room = file.room, !doors.contains(room), file.name.hasSuffix(".swift") else {
      return nil
    }
    let name = file.name.dropLast(".swift".count)
    let owner = name.prefix { $0 != "+" }
    let twins = [name, owner].map { "\(room)Tests/\($0)Tests.swift" }
    let isTwinned = twins.contains { present.contains($0) }
    return isTwinned ? nil : Violation(path: file.path, says: "has no test twin Tests/\(twins[0])")
  }
}

/// Every room has a README of at most forty lines, under its own name.
func roomsWithoutReadme(_ rooms: some Sequence<String>, readmes: [SourceText]) -> [Violation] {
  rooms.sorted().compactMap { room in
    let path = "Sources/\(room)/README.md"
    guard let readme = readmes.first(where: { $0.path == path }) else {
      return Violation(path: path, says: "is missing")
    }
    guard readme.text.hasPrefix("# \(room)\n") else {
      return Violation(path: path, line: 1, says: "begins with `# \(room)`")
    }
    let length = readme.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    return length <= 40 ? nil : Violation(path: path, says: "has \(length) lines; 40 are enough")
  }
}
