import GatewayCore
import Policies
import Testing
import TimeAndChance

@Suite
struct HedgingTests {
  private static func rig(_ slot: Policy.HedgeSlot, breaking: Bool = false) -> Rig {
    var policy = breaking ? Policy.breaking(.fail, after: 3) : Policy.plain
    policy.hedge = slot
    return Rig(policy, connections: 2, limits: .init(perConnection: 40))
  }

  /// Makes `count` plain calls, so that there is a budget and a tail.
  private static func warm(_ rig: inout Rig, _ count: Int, _ dice: inout RandomStream) {
    for _ in 0..<count {
      var delivery = rig.message()
      _ = rig.offer(&delivery)
      rig.pass(.nanoseconds(dice.nanoseconds(below: 100_000_000)))
      _ = rig.answer(&delivery, .accepted)
    }
  }

  @Test
  func theTimeIsTheTailOfWhatWasMeasured() throws {
    var dice = RandomStream(Seed(4))
    var rig = Self.rig(.quantile(.percent(95)))
    var first = rig.message()
    _ = rig.offer(&first)
    #expect(rig.machine.hedgeTime(of: first) == nil)
    Self.warm(&rig, 5_000, &dice)
    var late = rig.message()
    _ = rig.offer(&late)
    let wait = rig.now.nanoseconds(to: try #require(rig.machine.hedgeTime(of: late)))
    // Round trips are even between 0 and 100 ms.
    #expect(wait > 88_000_000 && wait < 100_000_000, "\(wait)")
    var soon = rig.message(deadline: rig.now.advanced(by: .milliseconds(50)))
    _ = rig.offer(&soon)
    #expect(rig.machine.hedgeTime(of: soon) == nil)
    var without = Rig(.plain)
    var plain = without.message()
    _ = without.offer(&plain)
    #expect(without.machine.hedgeTime(of: plain) == nil)
  }

  /// Which call is answered first, how, and how the message ends.
  @Test(arguments: [(0, 200), (1, 200), (0, 500), (1, 500)])
  func oneOfTwoDecides(_ winner: Int, _ loserSays: Int) throws {
    var dice = RandomStream(Seed(4))
    var rig = Self.rig(.after(.milliseconds(20)))
    Self.warm(&rig, 20, &dice)
    let ended = rig.machine.ledger.ended
    var first = rig.message()
    _ = rig.offer(&first)
    #expect(rig.machine.hedgeTime(of: first) == rig.now.advanced(by: .milliseconds(20)))
    rig.pass(.milliseconds(20))
    let second = rig.machine.hedge(first, sharing: &rig.shared, at: rig.now, using: &rig.chance)
    var calls = [first, try #require(second)]
    #expect(calls[0].lease != calls[1].lease && rig.machine.lanes[0].underWay == 2)
    #expect(rig.machine.ledger.inFlight == 1 && rig.machine.ledger.hedges == 1)
    let answer: Answer? = loserSays == 200 ? nil : Answer(status: UInt16(loserSays))
    if answer == nil { #expect(rig.answer(&calls[winner], .accepted) == .end(.accepted)) }
    rig.machine.withdraw(
      &calls[1 - winner],
      after: answer,
      sharing: &rig.shared,
      at: rig.now,
      using: &rig.chance
    )
    if answer != nil { #expect(rig.answer(&calls[winner], .accepted) == .end(.accepted)) }
    let ledger = rig.machine.ledger
    #expect(ledger.ended == ended + 1 && ledger.hedges == 0 && ledger.addsUp)
    #expect(rig.machine.lanes[0].underWay == 0 && rig.machine.lanes[0].pool.streamsInUse == 0)
  }

  /// A million pairs under a breaker: one in ten calls at most, and nothing is left over.
  @Test
  func hedgesStayWithinTheirBudgetAndTheBooks() {
    let seed = Seed(7)
    var dice = RandomStream(seed)
    var rig = Self.rig(.after(.milliseconds(1)), breaking: true)
    var (calls, hedged) = (0, 0)
    var problem: String?
    for turn in 0..<1_000_000 where problem == nil {
      var first = rig.message()
      guard case .send = rig.offer(&first) else {
        rig.pass(.seconds(40))
        continue
      }
      calls += 1
      rig.pass(.milliseconds(1))
      let second = rig.machine.hedge(first, sharing: &rig.shared, at: rig.now, using: &rig.chance)
      rig.pass(.milliseconds(Int64(dice.below(50))))
      if var other = second {
        hedged += 1
        if dice.happens(0.5) { (first, other) = (other, first) }
        let says: Answer? = dice.happens(0.5) ? Answer(status: 500) : nil
        rig.machine.withdraw(
          &other,
          after: says,
          sharing: &rig.shared,
          at: rig.now,
          using: &rig.chance
        )
      }
      let step = rig.answer(&first, dice.happens(0.1) ? Answer(status: 400) : .accepted)
      guard case .end = step else {
        problem = "turn \(turn): \(step)"
        continue
      }
      let lane = rig.machine.lanes[0]
      if lane.underWay != 0 || lane.pool.streamsInUse != 0 || lane.breaker.outstanding != 0
        || rig.machine.ledger.hedges != 0 || !rig.machine.ledger.addsUp
      {
        problem = "turn \(turn): something is left over"
      }
      while rig.machine.takeNotice() != nil {}
    }
    #expect(problem == nil, "seed \(seed.value)")
    #expect(hedged * 8 < calls && hedged * 20 > calls, "\(hedged) of \(calls)")
  }
}
