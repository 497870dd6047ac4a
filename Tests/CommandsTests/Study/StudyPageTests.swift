import Reports
import Testing

@testable import Commands

@Suite
struct StudyPageTests {
  @Test
  func thePageHasATimelineForEachVariantWithTheFaultShaded() throws {
    let outcome = try SampleStudy.shared.get()
    let page = outcome.page(
      Provenance(
        version: "0",
        commit: "",
        command: [],
        scenario: "sample",
        text: "",
        overrides: [],
        seed: 7,
        replications: "3"
      )
    )
    let timelines = page.sections.flatMap(\.blocks).compactMap { block -> Chart.Timeline? in
      guard case .chart(_, .timeline(let timeline)) = block else { return nil }
      return timeline
    }
    #expect(timelines.count == 2)
    #expect(timelines[0].bands == [Chart.Band("outage", from: 15, to: 25)])
    #expect(timelines[0].warmUp == 5 && timelines[0].step == 1)
    #expect(page.html.contains("An outage of ten seconds"))
  }
}
