import Experiments
import Testing

@Suite
struct StoppingRuleTests {
  @Test
  func lookingCostsWidth() {
    #expect(StoppingRule.planned.widened == 1 && StoppingRule.planned.confidence(for: 0.9) == 0.9)
    #expect(StoppingRule.whenNarrow.widened > 1.1)
    #expect(StoppingRule.whenDecided.confidence(for: 0.95) > 0.98)
    #expect(ReplicationPlan.fixed(5).stopping == .planned)
    #expect(ReplicationPlan.automatic().stopping == .whenNarrow)
  }
}
