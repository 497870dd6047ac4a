import Experiments
import Reports
import Testing

@testable import Commands

@Suite
struct StudyDigestTests {
  @Test
  func theHeadlinesHaveARowForEachClassOfEachVariant() throws {
    let outcome = try SampleStudy.shared.get()
    let digest = outcome.digest(folder: "somewhere", files: [])
    #expect(digest.title == "An outage of ten seconds" && digest.verdicts.count == 5)
    let names = outcome.headlines.rows.map { $0[0] }
    #expect(names == ["base: otp", "base: news", "naive: otp", "naive: news"].map { .text($0) })
    // News go to the provider that is well.
    #expect(outcome.headlines.cell(1, "amplification") == .number(1))
  }
}
