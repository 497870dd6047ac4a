import GatewayModel
import Scenarios
import Testing

@testable import Commands

@Suite
struct ScaledWorldTests {
  @Test
  func everyClassBringsThatManyTimesItsTraffic() throws {
    let world = try SampleStudy.scenario().world
    let double = world.scaled(by: 2)
    for (once, twice) in zip(world.meanRates, double.meanRates) { #expect(twice == 2 * once) }
    #expect(double.classes.count == world.classes.count)
  }
}
