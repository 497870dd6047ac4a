import Policies
import Statistics
import TimeAndChance

/// One provider at work: how long a call takes and what it answers.
///
/// Without capacity nothing the gateway does makes it slower. What it answers to an attempt is drawn
/// by key, so the same attempt of the same message gets the same answer under every policy.
///
/// What is asked of every message is `mutating` although it changes nothing: a call on a borrowed
/// value of this size is made on a copy, 900 bytes of it, and that was a tenth of a whole run.
struct ProviderState {
  let plan: ProviderPlan
  private let network: Sampler
  private let roundTrip: Sampler
  private let networkIsNothing: Bool
  /// Longer calls are answered 500 at this age; `Int64.max` for never.
  private let patience: Int64
  /// On top of the network, there and back: what stands between a server and its connections.
  private let hop: Int64
  private let calls: KeyedStream.Purpose
  private let luck: KeyedStream.Purpose
  /// Everything beside success that may be answered now.
  private(set) var mix: AnswerMix {
    didSet { (decidesEarly, decidesLate) = (mix.decidesEarly, mix.isActive) }
  }
  private(set) var decidesEarly: Bool
  private(set) var decidesLate: Bool
  /// Factors that faults put on the provider's and the network's part.
  var slowdowns: [LiveFactor] = []
  var networkSlowdowns: [LiveFactor] = []
  var desk: ServiceDesk?
  var quota: QuotaBucket?

  /// Everything that may ever be answered beside success: the provider's own, then the faults'.
  private let replies: [AnswerMix.Reply]

  init(
    _ plan: ProviderPlan,
    index: Int,
    faults: [FaultPlan] = [],
    hop: Int64 = 0,
    seed: Seed,
    phase: Double
  ) {
    self.plan = plan
    network = Sampler(plan.network)
    roundTrip = Sampler(plan.roundTrip)
    networkIsNothing = plan.network.mean == 0
    patience = plan.internalTimeout?.wholeNanoseconds ?? .max
    self.hop = hop
    let own = seed.named("provider \(plan.name)")
    calls = KeyedStream.Purpose(own, "calls")
    luck = KeyedStream.Purpose(own, "answers")
    var all = plan.answers
    for fault in faults where fault.lane == index {
      if case .answers(let shares) = fault.act { all += shares }
      if case .silent = fault.act { all.append(.silence(0)) }
    }
    precondition(all.count <= 250, "a provider and its faults have at most 250 answers")
    replies = all.map { LiveAnswer($0).reply }
    mix = AnswerMix(Self.base(plan), replies: replies)
    (decidesEarly, decidesLate) = (mix.decidesEarly, mix.isActive)
    desk = plan.capacity.map { ServiceDesk($0) }
    quota = plan.quota.map { QuotaBucket($0, phase: phase) }
  }

  /// How an attempt will go, as far as that is known when it starts.
  struct Prospect {
    /// The provider's own part: a service time with capacity, the whole call without.
    var work: Int64
    /// There and back.
    var travel: Int64
    /// What it will be answered, if that is decided; else at completion.
    var fate: UInt8
  }

  /// Draws what an attempt needs to know at its start.
  @inline(__always)
  mutating func prospect(of message: UInt64, attempt: UInt16, at now: Int64) -> Prospect {
    var draws = calls.draws(message: message, attempt: UInt64(attempt))
    var work = roundTrip.nanoseconds(using: &draws)
    if !slowdowns.isEmpty { work = slowed(work, by: slowdowns, at: now) }
    var travel = hop
    if !networkIsNothing {
      var way = network.nanoseconds(using: &draws)
      if !networkSlowdowns.isEmpty { way = slowed(way, by: networkSlowdowns, at: now) }
      travel &+= way
    }
    var fate = AnswerMix.open
    // A scripted answer comes when it was seen to come, whatever the provider says of its limits.
    var isScripted = false
    if decidesEarly {
      let luck = unit(of: message, attempt: attempt)
      fate = mix.early(luck, at: now)
      if let own = mix.work(of: fate, using: &draws) { (work, isScripted) = (own, true) }
    }
    if work > patience, !isScripted {
      work = patience
      fate = AnswerMix.tooSlow
    }
    return Prospect(work: work, travel: travel, fate: fate)
  }

  private func slowed(_ span: Int64, by factors: [LiveFactor], at now: Int64) -> Int64 {
    nanosecondsRounded(factors.reduce(Double(span)) { $0 * $1.value(at: now) })
  }

  /// What an attempt is answered that completes now.
  @inline(__always)
  mutating func answer(
    to message: UInt64,
    attempt: UInt16,
    fate: UInt8,
    at now: Int64
  ) -> AnswerMix.Reply {
    if fate == AnswerMix.open {
      guard decidesLate else { return .success }
      return mix.reply(unit(of: message, attempt: attempt), at: now)
    }
    return mix.reply(decided: fate)
  }

  /// Whether the attempt, had it been made now, would have been a success: for `refused-but-good`.
  mutating func wouldSucceed(_ message: UInt64, attempt: UInt16, at now: Int64) -> Bool {
    guard decidesLate || decidesEarly else { return true }
    let luck = unit(of: message, attempt: attempt)
    return mix.early(luck, at: now) == AnswerMix.open && mix.reply(luck, at: now).isSuccess
  }

  private mutating func unit(of message: UInt64, attempt: UInt16) -> Double {
    var draws = luck.draws(message: message, attempt: UInt64(attempt))
    return draws.unit()
  }

  /// Gives a unit of the quota back for an answer that does not count.
  mutating func settleQuota(_ answer: Answer) {
    guard let rule = plan.quota?.counts, answer.transport == .none else { return }
    let counts =
      switch rule {
      case .everything: true
      case .allButTooMany: answer.status != 429
      case .accepted: answer.isAccepted
      }
    // What was refused for the quota itself has not taken anything.
    let tookNothing = answer.status == 429 && answer.detail == .messageRate
    if !counts && !tookNothing { quota?.giveBack() }
  }

  /// Whether nobody answers an attempt of this fate.
  mutating func isSilent(_ fate: UInt8) -> Bool {
    fate >= AnswerMix.silence && mix.reply(decided: fate).isSilent
  }

  /// Replaces what is answered beside success, because a fault began or ended.
  mutating func set(answers: [LiveAnswer]) {
    mix = AnswerMix(answers, replies: replies)
  }

  /// What it answers by itself.
  static func base(_ plan: ProviderPlan) -> [LiveAnswer] {
    plan.answers.enumerated().map { LiveAnswer($1, place: $0) }
  }
}
