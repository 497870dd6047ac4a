import TestKit
import Testing
import TimeAndChance

@Suite
struct TestKitTests {
  @Test
  func theRootHoldsTheManifest() {
    #expect(Repository.text(at: "Package.swift")?.hasPrefix("// swift-tools-version") == true)
    #expect(Repository.text(at: "no-such-file") == nil)
    #expect(
      Repository.paths(under: "Sources/TimeAndChance").contains("Sources/TimeAndChance/Rate.swift")
    )
    #expect(Repository.paths(under: "no-such-folder").isEmpty)
  }

  @Test(arguments: [
    ("a\nb\n", "a\nb\n", nil), ("a\nb\n", "a\nc\n", "line 2: stored `b`, found `c`"),
    ("a\n", "a", "line 2: stored ``, found the end"), ("", "a", "line 1: stored ``, found `a`"),
    ("e\u{301}", "\u{e9}", "line 1: stored `e\u{301}`, found `\u{e9}`"),
  ])
  func aGoldenFileSaysWhereTextsPart(stored: String, found: String, says: String?) {
    #expect(GoldenFile.firstDifference(stored: stored, found: found) == says)
  }

  @Test
  func aGoldenFileThatIsMissingIsADifference() {
    guard Environment.value("SPILLWAY_UPDATE_GOLDEN") == nil else { return }
    #expect(GoldenFile("no-such-file.txt").difference(from: "") != nil)
  }

  @Test
  func aFixedStreamPlaysAndRepeats() {
    var bits = FixedStream([1, 2, 3])
    #expect((0..<5).map { _ in bits.next() } == [1, 2, 3, 1, 2])
    var shares = FixedStream(shares: [0, 0.25, 0.999])
    #expect((0..<4).map { _ in shares.unit() } == [0, 0.25, 0.999, 0])
  }

  @Test
  func ticksAreDrawn() {
    var diagram = TickDiagram(tick: .seconds(1), ticks: 5)
    for (column, instant) in diagram.instants.enumerated() {
      diagram.mark("state", column < 3 ? "C" : "O", at: instant)
    }
    diagram.mark("trip", "x", at: Instant.zero.advanced(by: .milliseconds(3999)))
    #expect(diagram.text == "state CCCOO\ntrip  ...x.")
  }

  @Test
  func aLongRunNobodyAskedForIsShort() {
    let name = "no-such-run"
    #expect(LongRun.size(of: name, share: 1, full: 2) == 1)
  }
}
