import Testing

/// Each checker finds what is planted, and leaves its innocent twin alone.
@Suite
struct PlantedTests {
  private let plan = FloorPlan(
    architecture: """
      | 0 | `Ground` | Time. | – |
      | 2 | `Numbers` | Sums. | Ground |
      | 4 | `Experiments` | Runs. | Ground |
      | 5 | `Rim` | Tables. | Numbers |
      """
  )

  private func file(_ path: String, _ text: String = "") -> SourceText {
    SourceText(path: path, text: text)
  }

  @Test(arguments: [
    ("Numbers", "import Ground", true), ("Numbers", "import Glibc", true),
    ("Numbers", "package import Rim", false), ("Numbers", "import Foundation", false),
    ("Numbers", "@testable import Rim", false), ("Numbers", "import struct Rim.Table", false),
    ("Numbers", "import FoundationEssentials", false), ("Rim", "import FoundationEssentials", true),
    ("Rim", "import Ground", false), ("Rim", "// import Ground", true),
  ])
  func imports(room: String, text: String, isFine: Bool) {
    let found = strangeImports(in: [file("Sources/\(room)/A.swift", "\n" + text)], plan: plan)
    #expect(found.map(\.line) == (isFine ? [] : [2]))
  }

  @Test(arguments: [
    "let c = ContinuousClock()", "let d = Date()", "var g = SystemRandomNumberGenerator()",
    "Int.random(in: 0..<3)", "list.shuffled()", "list.randomElement()", "x.hashValue", "Task { }",
    "Task.detached { }", "func f() async {}", "print(x)", "final class A: @unchecked Sendable {}",
    "try! f()", "x as! Int", "fatalError(\"no\")", "let s = \"\\(try! f())\"",
    "let m: [Int: Int] = f()\nfor (k, v) in m {}", "var s: Set<Int> = []\nlet a = s.map { $0 }",
    "var s = Set<Int>()\nfor x in s where x > 1 {",
    "let d = [Int: [Int]]()\nlet a = d.values.first",
  ])
  func wordsOfChance(text: String) {
    let rooms = [("Numbers", 1), ("Rim", 0), ("Elsewhere", 0)]
    for (room, count) in rooms {
      #expect(bannedWords(in: [file("Sources/\(room)/A.swift", text)], plan: plan).count == count)
    }
  }

  @Test(arguments: [
    "fingerprint(x)", "// print(x)", "let a = \"async\"", "asyncish()", "update(x)",
    "chance.below(3)",
    "let m: [Int: Int] = f()\nlet x = m[3]", "let a: [(Int, Int)] = f()\nfor x in a {}",
    "var s: Set<Int> = []\nfor x in s.sorted() {}", "let m: [Int: [Int]] = f()\nfor x in m[3] {}",
    "let s = Set([1])\nlet sum = ss.map { $0 }",
  ])
  func innocentWords(text: String) {
    #expect(bannedWords(in: [file("Sources/Numbers/A.swift", text)], plan: plan).isEmpty)
  }

  @Test
  func onlyTheRunnerRunsBesideItself() {
    let text = "func f() async { Task { } }"
    #expect(bannedWords(in: [file("Sources/Experiments/Runner.swift", text)], plan: plan).isEmpty)
    #expect(bannedWords(in: [file("Sources/Experiments/Other.swift", text)], plan: plan).count == 2)
  }

  @Test
  func twins() {
    let tests = ["Tests/NumbersTests/AgendaTests.swift", "Tests/NumbersTests/Load/WaveTests.swift"]
    let fine = ["Agenda", "Agenda+Drawing", "Load/Wave", "Wave"].map {
      file("Sources/Numbers/\($0).swift")
    }
    let alone = [
      "Sources/Numbers/Orphan.swift", "Sources/Rim/Agenda.swift", "Sources/Numbers/Agendas.swift",
    ]
    let door = file("Sources/door/Door.swift")
    let found = missingTwins(
      sources: fine + alone.map { file($0) } + [door],
      tests: tests.map { file($0) },
      doors: ["door"]
    )
    #expect(found.map(\.path) == alone)
  }

  @Test(arguments: [
    ("# Rim\n\nTables.\n", 0), ("# rim\n", 1), ("", 1),
    ("# Rim\n" + String(repeating: "x\n", count: 39), 0),
    ("# Rim\n" + String(repeating: "x\n", count: 40), 1),
  ])
  func readmes(text: String, violations: Int) {
    let found = roomsWithoutReadme(["Rim"], readmes: [file("Sources/Rim/README.md", text)])
    #expect(found.count == violations)
  }

  @Test
  func aRoomWithoutReadme() {
    #expect(roomsWithoutReadme(["Rim"], readmes: []).map(\.says) == ["is missing"])
  }

  @Test(arguments: [
    ("Sources/Rim/Table.swift", 0), ("Sources/Rim/TableHelpers.swift", 1),
    ("Sources/Rim/Utilities/A.swift", 1), ("Sources/Rim/PoolManager.swift", 1),
    ("Sources/Rim/Common.swift", 1), ("Sources/Core/A.swift", 1),
    ("Sources/GatewayCore/A.swift", 0),
    ("Sources/Rim/Commonest.swift", 1), ("Sources/Rim/Uncommon.swift", 0),
  ])
  func fileNames(path: String, violations: Int) {
    #expect(emptyNames(in: [file(path)]).count == violations)
  }

  @Test(arguments: [
    ("// TO" + "DO: later", 1), ("FIX" + "ME", 1), ("this is not " + "implemented", 1),
    ("a todo list", 0), ("let TODOLIST", 0),
  ])
  func promises(text: String, violations: Int) {
    #expect(unfinishedWords(in: [file("A.swift", text)]).count == violations)
  }

  @Test(arguments: [
    ("cd /ho" + "me/ada", 1), ("\"/ro" + "ot/x\"", 1), ("see /wo" + "rk/main", 1),
    ("/tmp/" + "wt/a", 1),
    ("clients/work/list", 0), ("$HOME/x", 0), ("https://example.org/home/a", 0),
    ("network/work", 0),
  ])
  func paths(text: String, violations: Int) {
    #expect(machinePaths(in: [file("A.swift", text)]).count == violations)
  }

  @Test(arguments: [
    ("Rim", "public struct A {}", 1), ("Rim", "  public init() {}", 1),
    ("Rim", "public import Numbers", 0),
    ("Rim", "package struct A {}", 0), ("Rim", "// public", 0), ("Ground", "public struct A {}", 0),
  ])
  func access(room: String, text: String, violations: Int) {
    let found = strayPublic(in: [file("Sources/\(room)/A.swift", text)], publicRooms: ["Ground"])
    #expect(found.count == violations)
  }

  @Test
  func longRuns() {
    let script = "long_runs='\ncoverage | Coverage | | words\nswarm | S | | words\n'\nother | row\n"
    #expect(longRunRows(script) == ["coverage", "swarm"])
    let opening = "LongRun.size(of: "
    let test = file(
      "T.swift",
      "\(opening)\"swarm\", share: 1, full: 2)\n\(opening)\"fuzz\", share: 1"
    )
    #expect(strayLongRuns(in: [test], script: script).map(\.line) == [2])
  }
}
