import GatewayCore
import Policies
import Testing
import TimeAndChance

@Suite
struct RuleTests {
  /// The machine's shortcut through `FallbackRule` says what the rule itself says.
  @Test
  func theMachineLeavesWhenTheRuleSaysSo() {
    var dice = RandomStream(Seed(3))
    for turn in 0..<2_000 {
      let rule = FallbackRule(
        attempts: dice.happens(0.5) ? 1 + Int(dice.below(4)) : nil,
        elapsed: dice.happens(0.5) ? .seconds(Int64(dice.below(12))) : nil
      )
      let policy = Policy.plain {
        $0.timeout = .seconds(60)
        $0.retry.attempts = 9
      }
      var rig = Rig(policy, fallback: rule)
      var delivery = rig.message()
      let offered = rig.now
      var failed = 0
      var hasLeft = rule.cause(afterFailed: 0, offered: offered, at: rig.now) != nil
      _ = rig.offer(&delivery)
      while !hasLeft && failed < 5 && delivery.isInFlight {
        rig.pass(.milliseconds(Int64(dice.below(3_000))))
        let step = rig.answer(&delivery, Answer(status: 500))
        failed += 1
        hasLeft = rule.cause(afterFailed: failed, offered: offered, at: rig.now) != nil
        guard !hasLeft, case .retry(let again) = step else { break }
        rig.now = again
        hasLeft = rule.cause(afterFailed: failed, offered: offered, at: rig.now) != nil
        _ = rig.offer(&delivery, isNew: false)
      }
      #expect(delivery.isOnFallback == hasLeft, "turn \(turn): \(rule)")
    }
  }

  @Test
  func aRouteIsItsRuleAndALane() {
    let route = FallbackRoute(lane: 2, attempts: 2, elapsed: .seconds(30), whenBreakerOpen: true)
    let rule = FallbackRule(attempts: 2, elapsed: .seconds(30), whenBreakerOpen: true)
    #expect(route == FallbackRoute(lane: 2, rule: rule))
  }
}
