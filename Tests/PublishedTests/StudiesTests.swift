import TestKit
import Testing

/// The studies in `reports/published` come out of the program that is built now, byte for byte.
@Suite
struct StudiesTests {
  static let studies = ["global-peak", "fcm-outage", "breaker-threshold", "collapse"]
  /// Small enough for the gate.
  static let smallest = ["collapse"]

  @Test(arguments: LongRun.isAsked(for: "studies") ? studies : smallest)
  func itIsWrittenAgainByteForByte(study: String) throws {
    let script = Repository.root + "/reports/published/regenerate"
    let done = try Program.start(
      "python3",
      [script, "--check", study, "--spillway", Program.path]
    )
    #expect(
      done.status == 0,
      "\(done.output)\(done.talk)`reports/published/regenerate` writes it again"
    )
  }

  @Test(arguments: studies)
  func itIsSmallAndOpensWithWhatItFound(study: String) throws {
    let folder = "reports/published/\(study)/"
    let page = try #require(Repository.text(at: folder + "report.html"))
    #expect(page.utf8.count <= 400_000)
    let text = try #require(Repository.text(at: folder + "README.md"))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first?.hasPrefix("# ") == true)
    #expect(lines.dropFirst(2).first?.hasPrefix("**") == true, "the first sentence is the finding")
    #expect(!text.contains("{") && text.contains(" %") || study == "global-peak")
    let quoted = lines.filter { $0.hasPrefix("    ./spillway ") }
    #expect(quoted.count == 1)
  }
}
