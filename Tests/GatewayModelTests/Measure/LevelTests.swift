import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct LevelTests {
  /// Against the area added up step by step, at times near the end of the range too, where the sum
  /// inside wraps around.
  @Test(arguments: [0, 4_611_686_018_427_387_903])
  func theAreaIsThatUnderTheSteps(start: Int64) {
    var chance = RandomStream(Seed(17))
    var level = Level()
    var (count, peak, area, now) = (0, 0, Int64(0), start)
    let before = level.area(at: start)
    var wrong = 0
    for _ in 0..<100_000 {
      let step = Int64(chance.below(1_000))
      area += Int64(count) * step
      now += step
      switch chance.below(3) {
      case 0 where count > 0:
        level.fall(at: now)
        count -= 1
      case 1:
        let difference = Int(chance.below(7)) - min(3, count)
        level.change(by: difference, at: now)
        count += difference
      default:
        level.rise(at: now)
        count += 1
      }
      peak = max(peak, count)
      if level.area(at: now) &- before != area || level.count != count || level.peak != peak {
        wrong += 1
      }
    }
    #expect(wrong == 0)
  }

  @Test
  func aNewSearchForThePeakBeginsAtTheLevel() {
    var level = Level()
    level.change(by: 5, at: 0)
    level.change(by: -3, at: 10)
    level.forgetPeak()
    #expect(level.peak == 2)
    level.rise(at: 20)
    #expect(level.peak == 3)
  }
}
