/// The rooms of the house: on which floor each stands, and what it may import.
struct FloorPlan: Equatable {
  struct Room: Equatable {
    let floor: Int
    let mayImport: Set<String>
  }

  /// Below ground: C libraries.
  static let belowGround = -1

  private(set) var rooms: [String: Room] = [:]

  /// Reads the table of ARCHITECTURE.md: rows of floor, `` `Name` ``, charter, imports.
  ///
  /// The floor of a C library is written `C`; a room that imports nothing says `–`.
  init(architecture page: String) {
    for line in page.split(separator: "\n") where line.hasPrefix("|") {
      let cells = line.split(separator: "|").map { trimmed($0) }
      guard cells.count == 4, let floor = cells[0] == "C" ? Self.belowGround : Int(cells[0]) else {
        continue
      }
      let imports = cells[3].split(separator: ",").map { trimmed($0) }.filter { $0 != "–" }
      rooms[String(cells[1].filter { $0 != "`" })] = Room(floor: floor, mayImport: Set(imports))
    }
  }

  /// The rooms that no floor above draws nearer to the user: where determinism is enforced.
  func isDeterministic(_ room: String) -> Bool {
    (0...4).contains(rooms[room]?.floor ?? -2)
  }

  /// Arrows point down: a room imports from lower floors only, C libraries from each other.
  var upwardImports: [Violation] {
    rooms.sorted { $0.key < $1.key }.flatMap { name, room in
      room.mayImport.sorted().compactMap { below in
        guard let floor = rooms[below]?.floor else {
          return architectureSays("`\(name)` may import `\(below)`, which has no row")
        }
        let isDown = floor < room.floor || floor == Self.belowGround
        return isDown
          ? nil
          : architectureSays(
            "`\(name)` on floor \(room.floor) imports `\(below)`"
              + " on floor \(floor); arrows point down only"
          )
      }
    }
  }

  /// Where the manifest and the page disagree.
  func differences(from manifest: [String: Set<String>]) -> [Violation] {
    Set(rooms.keys).union(manifest.keys).sorted().compactMap { name in
      guard let declared = manifest[name] else {
        return architectureSays("`\(name)` has a row, but the manifest has no such target")
      }
      guard let room = rooms[name] else {
        return architectureSays("the manifest's target `\(name)` has no row in the table of rooms")
      }
      guard declared != room.mayImport else { return nil }
      let extra = declared.subtracting(room.mayImport).sorted()
      let absent = room.mayImport.subtracting(declared).sorted()
      return architectureSays("`\(name)`: only the manifest has \(extra), only the page \(absent)")
    }
  }
}

/// Reads the targets that are neither tests nor test support, and what each depends on.
func manifestTargets(_ manifest: String) -> [String: Set<String>] {
  var targets: [String: Set<String>] = [:]
  let openings = ["room(", ".target(", ".executableTarget(", ".systemLibrary("]
  for opening in openings {
    for call in calls(opening, in: manifest) {
      // A call that names its target by a variable is the definition of a shorthand.
      let head = trimmed(call.hasPrefix("name:") ? call.dropFirst(5) : call[...])
      guard head.hasPrefix("\""), let name = literals(in: head).first, name != "TestKit" else {
        continue
      }
      let list = ["on: [", "dependencies: ["].lazy.compactMap { after($0, in: call) }.first
      targets[name] = Set(literals(in: list?.prefix { $0 != "]" } ?? ""))
    }
  }
  return targets
}

private func architectureSays(_ sentence: String) -> Violation {
  Violation(path: "ARCHITECTURE.md", says: sentence)
}

private func trimmed(_ text: some StringProtocol) -> String {
  var middle = Substring(text).drop { $0.isWhitespace }
  while middle.last?.isWhitespace == true { middle.removeLast() }
  return String(middle)
}

/// Returns what stands between the parentheses of each call that begins with `opening`.
private func calls(_ opening: String, in text: String) -> [String] {
  var found: [String] = []
  var rest = text[...]
  while let start = after(opening, in: rest) {
    var depth = 1
    let body = start.prefix { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return depth > 0
    }
    found.append(trimmed(body))
    rest = start
  }
  return found
}

private func literals(in text: some StringProtocol) -> [String] {
  text.split(separator: "\"", omittingEmptySubsequences: false)
    .enumerated()
    .compactMap { $0.offset.isMultiple(of: 2) ? nil : String($0.element) }
}

private func after(_ word: String, in text: some StringProtocol) -> Substring? {
  let text = Substring(text)
  return text.firstRange(of: word).map { text[$0.upperBound...] }
}
