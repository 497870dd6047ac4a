import Reports
import Scenarios
import TestKit
import Testing

@testable import Commands

@Suite
struct StudySessionTests {
  private func session(_ values: [String: [String]] = [:]) -> StudySession {
    StudySession(
      invocation: Invocation(verb: .run, operands: ["sample.yaml"], values: values),
      environment: Environment(["SPILLWAY_COMMIT": "abc"])
    )
  }

  @Test
  func theProvenanceHoldsTheCommandThatGivesTheSameBytes() throws {
    let outcome = try SampleStudy.shared.get()
    let values = ["set": ["fleet.servers=3"], "jobs": ["2"], "replications": ["3"], "out": ["x"]]
    let provenance = session(values).provenance(outcome)
    #expect(
      provenance.commandLine
        == "spillway run sample.yaml --set fleet.servers=3 --seed 7 --replications 3"
    )
    #expect(provenance.commit == "abc" && provenance.text == SampleStudy.text)
  }

  @Test
  func resultsGoBesideEachOtherWhenThereAreSeveral() throws {
    let scenario = try SampleStudy.scenario()
    #expect(session().folder(of: scenario, among: 2) == "reports/sample")
    #expect(session(["out": ["x"]]).folder(of: scenario, among: 1) == "x")
    #expect(session(["out": ["x"]]).folder(of: scenario, among: 2) == "x/sample")
  }

  @Test
  func everyMistakeOfEveryScenarioIsSaid() throws {
    let paths = try ["a", "b"].map { name in
      let path = Repository.root + "/.build/session-test/\(name).yaml"
      try TextFile.write("spillway: 1\nlood: {}\n", to: path)
      return path
    }
    var console = Console(keeping: 80)
    #expect(session().scenarios(at: paths, console: &console) == nil)
    #expect(console.talk.contains("a.yaml:2:1: error: unknown key `lood`"))
    #expect(console.talk.contains("b.yaml:2:1: error: unknown key `lood`"))
  }
}
