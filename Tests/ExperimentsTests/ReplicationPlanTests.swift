import Experiments
import Testing

@Suite
struct ReplicationPlanTests {
  @Test
  func anAutomaticPlanLooksRarely() {
    let plan = ReplicationPlan.automatic(atMost: 150)
    #expect((1...150).filter(plan.looks(after:)) == [5, 8, 12, 18, 27, 40, 64, 96, 144, 150])
    #expect(plan.limit == 150 && plan.isAutomatic)
    let short = ReplicationPlan.automatic(atMost: 10)
    #expect((1...10).filter(short.looks(after:)) == [5, 8, 10])
  }

  @Test
  func aFixedPlanLooksOnce() {
    let plan = ReplicationPlan.fixed(6)
    #expect((1...6).filter(plan.looks(after:)) == [6])
    #expect(plan.limit == 6 && !plan.isAutomatic)
  }
}
