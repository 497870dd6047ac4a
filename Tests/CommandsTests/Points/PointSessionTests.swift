import TestKit
import Testing
import TimeAndChance

@testable import Commands

@Suite
struct PointSessionTests {
  private func session(_ environment: [String: String], fresh: Bool = false) -> StudySession {
    StudySession(
      invocation: Invocation(
        verb: .sweep,
        operands: [],
        values: fresh ? ["fresh": [""]] : [:]
      ),
      environment: Environment(environment)
    )
  }

  @Test
  func trialsAreKeptOnlyWhereThereIsAHome() throws {
    let scenario = try SampleStudy.scenario()
    let home = Repository.root + "/.build/home"
    #expect(session([:]).store(for: scenario, seed: Seed(1)) == nil)
    #expect(session(["HOME": home]).store(for: scenario, seed: Seed(1)) != nil)
    #expect(session(["HOME": home], fresh: true).store(for: scenario, seed: Seed(1)) == nil)
  }
}
