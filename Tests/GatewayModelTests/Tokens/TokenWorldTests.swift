import GatewayCore
import Policies
import Providers
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

/// Worlds with a registry of tokens.
enum TokenWorld {
  static func policy(
    _ rule: TokenHygiene.Rule = .apple,
    timing: TokenHygiene.Timing = .inline,
    guardRule: PruneGuard.Settings? = nil
  ) throws -> Policy {
    var policy = Policy(named: "prunes", classify: try #require(ResponseTable.named("apple")))
    policy.hygiene = Policy.HygieneSlot(
      rule: TokenHygiene(timing: timing, rule: rule),
      guardRule: guardRule
    )
    return policy
  }

  /// Each token once at `at`, and again at every later time.
  static func plan(
    _ tokens: TokenPlan,
    preset: String = "apns",
    campaigns: [Duration],
    policy: Policy,
    duration: Duration = .seconds(1000)
  ) throws -> WorldPlan {
    var provider = ProviderPlan(
      name: preset,
      roundTrip: try .constant(0.05),
      network: try .constant(0)
    )
    provider.preset = preset
    provider.tokens = tokens
    let classes = campaigns.enumerated().map { index, at in
      TrafficClass(
        name: "campaign \(index)",
        to: [.init(target: .provider(0), share: 1)],
        source: .campaign(
          Campaign(
            messages: tokens.registered,
            at: at,
            by: .serial(Rate(perSecond: 1000))
          )
        ),
        policies: [policy]
      )
    }
    return WorldPlan(
      duration: duration,
      classes: classes,
      providers: [provider],
      fleet: FleetPlan(
        regions: [.init(name: "all", share: 1, servers: 1)],
        server: .init(connections: [.init(1)])
      )
    )
  }

  static func play(_ plan: WorldPlan) -> Measurements {
    let result = WorldRun.measure(plan, seed: Seed(11))
    #expect(result.lost.allSatisfy { $0 == 0 } && result.ledgersAddUp)
    return result
  }
}

@Suite
struct TokenWorldTests {
  @Test
  func aSecondCampaignSendsNothingToWhatTheFirstHasPruned() throws {
    var tokens = TokenPlan(registered: 50_000)
    tokens.dead = 0.024
    let plan = try TokenWorld.plan(
      tokens,
      campaigns: [.seconds(1), .seconds(100)],
      policy: try TokenWorld.policy()
    )
    let result = TokenWorld.play(plan)
    let (first, second) = (result.final[0], result.final[1])
    #expect(first.pruned == 1200 && first.permanent == 1200 && first.accepted == 48_800)
    #expect(second.dropped == 1200 && second.attempts == 48_800 && second.permanent == 0)
    #expect(first.wronglyPruned == 0)
  }

  @Test(arguments: [
    (TokenHygiene.Rule.apple, 1080, 0), (.lastSend, 1200, 120), (.always, 1200, 120),
  ])
  func aDeviceThatCameBackIsSparedByTheTimeStamp(
    rule: TokenHygiene.Rule,
    pruned: Int,
    wrong: Int
  ) throws {
    var tokens = TokenPlan(registered: 50_000)
    tokens.dead = 0.024
    tokens.returning = 0.1
    let plan = try TokenWorld.plan(
      tokens,
      campaigns: [.seconds(1)],
      policy: try TokenWorld.policy(rule)
    )
    let result = TokenWorld.play(plan)
    #expect(result.final[0].pruned == pruned && result.final[0].wronglyPruned == wrong)
  }

  @Test
  func theNightSweepsWhatTheDayHasCollected() throws {
    var tokens = TokenPlan(registered: 10_000)
    tokens.dead = 0.1
    var plan = try TokenWorld.plan(
      tokens,
      campaigns: [.seconds(1), .seconds(100), .seconds(400)],
      policy: try TokenWorld.policy(timing: .nightly)
    )
    // Three in the morning is 300 s after the start.
    plan.starts = .seconds(10_500)
    let result = TokenWorld.play(plan)
    let sent = result.final.map(\.attempts)
    #expect(sent == [10_000, 10_000, 9000] && result.final[2].dropped == 1000)
    #expect(result.final.reduce(0) { $0 + $1.pruned } == 1000)
  }

  /// A table that prunes on 503 takes exactly those who were answered with it, all of them well.
  @Test
  func aCarelessTablePrunesWhoeverItWasAskedAbout() throws {
    var policy = try TokenWorld.policy(.always)
    policy.classify = policy.classify.setting(.status(503), to: .prune, because: "careless")
    var plan = try TokenWorld.plan(
      TokenPlan(registered: 10_000),
      campaigns: [.seconds(1)],
      policy: policy
    )
    plan.providers[0].answers = [
      AnswerShare(key: "503", reply: .answer(Answer(status: 503)), share: Profile(constant: 0.2))
    ]
    let result = TokenWorld.play(plan)
    let pruned = result.final[0].pruned
    // 2,000 of 10,000, give or take six deviations: wrong with a probability of 2·10⁻⁹.
    #expect(abs(pruned - 2_000) < 240 && result.final[0].wronglyPruned == pruned)
    #expect(result.final[0].delivered == 10_000 - pruned)
  }

  @Test
  func theGuardStopsAWaveThatAMistakeOfOursCaused() throws {
    var plan = try TokenWorld.plan(
      TokenPlan(registered: 50_000),
      campaigns: [.seconds(1)],
      policy: try TokenWorld.policy(guardRule: PruneGuard.Settings())
    )
    plan.faults = [
      FaultPlan(
        name: "sandbox tokens",
        at: .seconds(11),
        length: nil,
        hits: .tokens(0),
        act: .corrupt(0.8)
      )
    ]
    let guarded = TokenWorld.play(plan)
    plan.classes[0].policies = [try TokenWorld.policy()]
    let free = TokenWorld.play(plan)
    // A fifth of the last thousand answers is enough: about 190 tokens until then.
    #expect(guarded.final[0].wronglyPruned < 400 && guarded.final[0].wronglyPruned > 20)
    #expect(free.final[0].wronglyPruned > 30_000)
    #expect(guarded.events.contains { $0.what == .guardAlarm && $0.to == "alarmed" })
  }

  @Test
  func legacyAnswersNameTheNewerIdentifierOnce() throws {
    var tokens = TokenPlan(registered: 10_000)
    tokens.dead = 0.1
    tokens.returning = 0.5
    var policy = try TokenWorld.policy()
    policy.classify = try #require(ResponseTable.named("fcm-legacy"))
    let plan = try TokenWorld.plan(
      tokens,
      preset: "fcm-legacy",
      campaigns: [.seconds(1), .seconds(100)],
      policy: policy
    )
    let result = TokenWorld.play(plan)
    #expect(result.final[0].accepted == 9500 && result.final[0].pruned == 500)
    #expect(result.final[1].accepted == 9500 && result.final[1].dropped == 500)
  }

  @Test
  func aBillionTokensCostWhatIsTouched() throws {
    var tokens = TokenPlan(registered: 1_000_000_000)
    tokens.dead = 0.2
    var plan = try TokenWorld.plan(
      tokens,
      campaigns: [],
      policy: try TokenWorld.policy(),
      duration: .seconds(10)
    )
    plan.classes = [
      TrafficClass(
        name: "some",
        to: [.init(target: .provider(0), share: 1)],
        source: .arrivals(.poisson(Rate(perSecond: 2000))),
        policies: [try TokenWorld.policy()]
      )
    ]
    plan.classes[0].audience = .atRandom
    let result = TokenWorld.play(plan)
    let share = Double(result.final[0].pruned) / Double(result.final[0].offered)
    #expect(abs(share - 0.2) < 0.02)
  }
}
