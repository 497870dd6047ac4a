import Policies
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct ProviderStateTests {
  private static let second: Int64 = 1_000_000_000

  private func plan(_ answers: [AnswerShare] = [], network: Double = 0.02) throws -> ProviderPlan {
    var plan = ProviderPlan(
      name: "push",
      roundTrip: try .exponential(mean: 0.1),
      network: try .constant(network)
    )
    plan.answers = answers
    return plan
  }

  private func errors(_ share: Double) -> AnswerShare {
    AnswerShare(
      key: "503",
      reply: .answer(Answer(status: 503)),
      share: Profile(constant: share)
    )
  }

  private func state(_ plan: ProviderPlan, seed: UInt64 = 1) -> ProviderState {
    ProviderState(plan, index: 0, seed: Seed(seed), phase: 0)
  }

  /// Common random numbers: whoever asks, in which order and how often, an attempt goes the same way.
  @Test
  func anAttemptGoesTheSameWayWhoeverAsks() throws {
    var (one, other) = (state(try plan([errors(0.5)])), state(try plan([errors(0.5)])))
    var wrong = 0
    for message in UInt64(0)..<1_000 {
      let first = one.prospect(of: message, attempt: 1, at: 0)
      let second = other.prospect(of: 999 - message, attempt: 1, at: 77)
      let again = one.prospect(of: 999 - message, attempt: 1, at: 5)
      let retry = one.prospect(of: message, attempt: 2, at: 0)
      if second.work != again.work || retry.work == first.work || first.travel != 20_000_000 {
        wrong += 1
      }
      let reply = one.answer(to: message, attempt: 1, fate: first.fate, at: 0)
      if reply.isSuccess != one.wouldSucceed(message, attempt: 1, at: 0) { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  /// A provider's own limit answers slow calls 500; what an incident was seen to answer after ten
  /// seconds is answered after ten seconds.
  @Test(arguments: [(nil, 5), (10, 10)] as [(Double?, Int64)])
  func aScriptedAnswerOutlastsTheProvidersOwnLimit(takes: Double?, seconds: Int64) throws {
    var late = errors(1)
    late.takes = try takes.map { try .constant($0) }
    var plan = try plan([late])
    plan.roundTrip = try .constant(20)
    plan.internalTimeout = .seconds(5)
    var state = state(plan)
    #expect(state.prospect(of: 1, attempt: 1, at: 0).work == seconds * Self.second)
  }

  /// ±6 standard deviations of 40,000 draws: wrong with a probability of 2·10⁻⁹.
  @Test
  func theShareOfErrorsIsThatOfThePlan() throws {
    var state = state(try plan([errors(0.3)]))
    let failed = (UInt64(0)..<40_000).count {
      !state.answer(to: $0, attempt: 1, fate: AnswerMix.open, at: 0).isSuccess
    }
    #expect(abs(Double(failed) - 12_000) < 6 * (40_000 * 0.3 * 0.7).squareRoot(), "\(failed)")
  }

  /// A fault slows the provider's own part down, or the network's, each by itself.
  @Test
  func slowdownsMultiply() throws {
    var state = state(try plan())
    let usual = state.prospect(of: 1, attempt: 1, at: 0)
    let factor = LiveFactor(profile: Profile(constant: 3), envelope: nil, since: 0)
    state.slowdowns = [factor, factor]
    let slow = state.prospect(of: 1, attempt: 1, at: 0)
    #expect(slow.work == 9 * usual.work && slow.travel == usual.travel)
    state.slowdowns = []
    state.networkSlowdowns = [factor]
    let far = state.prospect(of: 1, attempt: 1, at: 0)
    #expect(far.work == usual.work && far.travel == 3 * usual.travel)
  }

  /// What a fault had decided stays decided after the fault is over.
  @Test
  func whatAFaultDecidedOutlivesIt() throws {
    let fault = ScriptedWorld.fault(.answers([.silence(1)]), at: 0, for: 10)
    let own = try plan([errors(0)])
    var state = ProviderState(own, index: 0, faults: [fault], seed: Seed(1), phase: 0)
    #expect(!state.decidesEarly)
    state.set(answers: ProviderState.base(own) + [LiveAnswer(.silence(1), place: 1)])
    let fate = state.prospect(of: 1, attempt: 1, at: 0).fate
    #expect(state.decidesEarly && fate == AnswerMix.first + 1)
    state.set(answers: ProviderState.base(own))
    let late = state.prospect(of: 1, attempt: 1, at: 0).fate
    let stays = state.isSilent(fate)
    #expect(stays && late == AnswerMix.open)
  }

  @Test
  func aFaultOfAnotherProviderAddsNothing() throws {
    let fault = ScriptedWorld.fault(.answers([.silence(1)]), at: 0, hits: .provider(1))
    var state = ProviderState(try plan(), index: 0, faults: [fault], seed: Seed(1), phase: 0)
    let reply = state.answer(to: 1, attempt: 1, fate: AnswerMix.first, at: 0)
    #expect(reply.isSuccess)
  }
}
