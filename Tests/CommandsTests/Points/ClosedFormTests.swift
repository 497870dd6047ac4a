import Scenarios
import Testing

@testable import Commands

@Suite
struct ClosedFormTests {
  @Test
  func theOtherRegionsMustCarryWhatALostOneLeaves() throws {
    let text =
      SamplePoints.text.replacing(
        "servers: 12,",
        with: "regions: {a: {share: 50%, servers: 6}, "
          + "b: {share: 50%, servers: 6}},"
      )
      + SamplePoints.size
      + "\n  survive: [as-scripted, {name: loss, at: 60s, for: 60s, hits: region a, lose: 100%}]"
    let scenario = try Scenario.load(Array(text.utf8), path: "queue.yaml")
    let forms = ClosedForm.all(scenario, try #require(scenario.size))
    // Eight in flight on a stream each; half of the fleet has to carry them.
    #expect(forms.map(\.servers) == [8, 16], "\(forms)")
    #expect(forms[1].constraint == "region lost (loss)")
  }
}
