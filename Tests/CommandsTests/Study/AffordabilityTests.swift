import Scenarios
import Testing

@testable import Commands

@Suite
struct AffordabilityTests {
  @Test
  func whatMemoryCannotHoldIsRefusedWithARemedy() throws {
    let session = StudySession(
      invocation: Invocation(verb: .run, operands: [], values: [:]),
      environment: Environment([:])
    )
    let scenario = try SampleStudy.scenario()
    var console = Console(keeping: 80)
    #expect(!session.isAffordable(scenario, available: 1e6, console: &console))
    #expect(console.talk.contains("run.thin"), "\(console.talk)")
    #expect(session.isAffordable(scenario, available: nil, console: &console))
    #expect((Affordability.available ?? 1e9) > 1e6)
  }
}
