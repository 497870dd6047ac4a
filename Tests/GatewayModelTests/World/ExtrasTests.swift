import Policies
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct ExtrasTests {
  /// Largest first, each as likely as one over its rank to the power of the skew.
  @Test(
    arguments: [
      (0.0, [0.25, 0.25, 0.25, 0.25]), (1, [0.48, 0.24, 0.16, 0.12]),
    ] as [(Double, [Double])]
  )
  func tenantsFollowZipf(skew: Double, expected: [Double]) {
    let draw = TenantDraw(TenantPlan(count: 4, skew: skew, slow: 1, slowFactor: 3))
    var counts = [0, 0, 0, 0]
    for step in 0..<10_000 { counts[Int(draw.tenant((Double(step) + 0.5) / 10_000))] += 1 }
    #expect(zip(counts, expected).allSatisfy { abs(Double($0) - 10_000 * $1) <= 1 }, "\(counts)")
    #expect((UInt16(0)..<4).map(draw.isSlow) == [false, false, false, true])
  }

  private func plan(_ audience: TrafficClass.Audience, copies: Int = 1) throws -> WorldPlan {
    var plan = try HandMade.plan()
    plan.providers[0].tokens = TokenPlan(registered: 1_000)
    plan.classes[0].audience = audience
    plan.classes[0].copies = copies
    plan.classes[0].to = [
      .init(target: .provider(0), share: 0.5), .init(target: .provider(1), share: 0.5),
    ]
    return plan
  }

  private func tokens(_ plan: WorldPlan, of count: UInt64) throws -> [UInt32] {
    let draw = try #require(AudienceDraw(plan.classes[0], plan))
    var draws = KeyedStream(state: 5)
    return (0..<count).map { draw.token($0, lane: 0, population: 1_000, using: &draws) }
  }

  /// Half of a class goes elsewhere and takes numbers too: a round is twice the register.
  @Test
  func onceEachGoesThroughEverybodyBeforeItBeginsAnew() throws {
    let tokens = try tokens(try plan(.onceEach), of: 4_000)
    #expect(Set(tokens.prefix(2_000)).count == 2_000)
    #expect(Array(tokens.prefix(2_000)) == Array(tokens.suffix(2_000)))
  }

  @Test
  func copiesOfANotificationGoToOneDevice() throws {
    let tokens = try tokens(try plan(.onceEach, copies: 3), of: 9)
    #expect(tokens == [0, 0, 0, 1, 1, 1, 2, 2, 2])
  }

  /// A share of 0.4 to ten tokens, and their hundredth part of the rest: 0.406 (±6 deviations of
  /// 20,000 draws, wrong with a probability of 2·10⁻⁹).
  @Test
  func someAreHot() throws {
    let tokens = try tokens(try plan(.hot(tokens: 10, share: 0.4)), of: 20_000)
    let hot = Double(tokens.count { $0 < 10 })
    #expect(abs(hot - 8_120) < 6 * (20_000 * 0.406 * 0.594).squareRoot(), "\(hot)")
    #expect(tokens.allSatisfy { $0 < 1_000 })
  }

  /// A device's own rate matters only where some devices get many messages.
  @Test
  func onlyWhatAPlanHasIsMade() throws {
    var plain = try plan(.onceEach)
    plain.providers[0].perDevice = Rate(perSecond: 1)
    let none = Extras(plain, seed: Seed(1))
    let found = [none.deviceRates[0] != nil, none.tokens[0] != nil, none.tokens[1] != nil]
    #expect(found == [false, true, false])
    var hot = plain
    hot.classes[0].audience = .hot(tokens: 1, share: 1)
    let some = Extras(hot, seed: Seed(1))
    let made = [some.deviceRates[0] != nil, some.deviceRates[1] != nil, some.resting[0] != nil]
    #expect(made == [true, false, true])
  }
}
