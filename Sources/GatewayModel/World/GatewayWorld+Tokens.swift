import GatewayCore
import Policies
import Simulation
import TimeAndChance

extension GatewayWorld {
  /// What a provider answers once the message's device and token are looked at.
  mutating func specialised(
    _ reply: AnswerMix.Reply,
    _ message: Message,
    at now: Instant
  ) -> AnswerMix.Reply {
    let lane = Int(message.delivery.lane)
    let sentAt = message.delivery.started
    let isAboutToken = extras.tokens[lane] != nil && lane == Int(MessageID(message.id).home)
    if isAboutToken {
      // A careless policy prunes on answers that say nothing about the token.
      let asked = entry(message.token, sentAt, message)
      extras.tokens[lane]?.latest = asked
    }
    if message.fate == AnswerMix.overDevice {
      let dialect = TokenDialect(preset: providers[lane].plan.preset)
      return AnswerMix.Reply(answer: dialect.tooFast, reaches: false)
    }
    if reply.isSuccess, extras.deliveries[lane]?.hasRoom(at: now.nanoseconds) == false {
      return AnswerMix.Reply(answer: Answer(status: 429, reason: .twilio30001), reaches: false)
    }
    guard isAboutToken, reply.isSuccess else { return reply }
    guard let answered = answerOfToken(message, lane, at: now) else {
      let reaches =
        extras.tokens[lane]?.registry.reachesDevice(message.token, at: now.nanoseconds)
      return AnswerMix.Reply(answer: reply.answer, reaches: reaches ?? true)
    }
    return AnswerMix.Reply(answer: answered, reaches: false)
  }

  /// What is answered about the token of a message that would succeed otherwise; the guard hears it.
  mutating func answerOfToken(_ message: Message, _ lane: Int, at now: Instant) -> Answer? {
    let sentAt = message.delivery.started
    let answered = answerAbout(message.token, lane, sentAt, message, at: now)
    recordAnswer(isInvalid: answered != nil && answered?.isAccepted == false, lane, at: now)
    return answered
  }

  /// The answer that a token brings with it; nil for success.
  private mutating func answerAbout(
    _ token: UInt32,
    _ lane: Int,
    _ sentAt: Instant,
    _ message: Message,
    at now: Instant
  ) -> Answer? {
    guard let office = extras.tokens[lane]?.dialect,
      let condition = extras.tokens[lane]?.registry.condition(of: token, at: now.nanoseconds)
    else { return nil }
    var entry = entry(token, sentAt, message)
    switch condition {
    case .good, .silent: return nil
    case .gone(let since, let back):
      if office == .fcmLegacy, back != nil {
        // The old identifier still works; the answer names the newer one.
        if extras.tokens[lane]?.hygiene.map({ $0.timing != .never }) == true {
          extras.tokens[lane]?.registry.replace(token)
        }
        return Answer(status: 200, reason: .legacyCanonicalID)
      }
      if office == .apns { entry.invalidSince = Instant(nanoseconds: since) }
      extras.tokens[lane]?.latest = entry
      return office.gone
    case .corrupt:
      extras.tokens[lane]?.latest = entry
      return office.corrupt
    }
  }

  private func entry(
    _ token: UInt32,
    _ sentAt: Instant,
    _ message: Message
  ) -> TokenOffice.Deferred {
    let id = MessageID(message.id)
    return TokenOffice.Deferred(
      token: token,
      cell: Int32(recorder.cell(id.trafficClass, id.home)),
      sentAt: sentAt
    )
  }

  /// Shows an answer to the guard, and notes its alarm.
  private mutating func recordAnswer(isInvalid: Bool, _ lane: Int, at now: Instant) {
    guard extras.tokens[lane]?.pruneGuard != nil,
      let change = extras.tokens[lane]?.pruneGuard?.record(invalid: isInvalid, at: now)
    else { return }
    let rises = change.direction == .raised
    recorder.events.append(
      WorldRecord(
        nanoseconds: now.nanoseconds,
        what: .guardAlarm,
        server: -1,
        lane: lane,
        fault: -1,
        from: rises ? "calm" : "alarmed",
        to: rises ? "alarmed" : "calm",
        reason: "\(Int((change.share * 100).rounded())) % of the answers call a token invalid"
      )
    )
  }

  /// The machine says that a token was called invalid: keep, prune, or put it on the list.
  mutating func judgeToken(_ lane: Int, isGuarded: Bool, at now: Instant) {
    guard extras.tokens[lane] != nil, var entry = extras.tokens[lane]?.latest else { return }
    extras.tokens[lane]?.latest = nil
    entry.isGuarded = isGuarded
    let mayPrune = extras.tokens[lane]?.pruneGuard?.mayPrune ?? true
    guard let report = extras.tokens[lane]?.report(of: entry, at: now) else { return }
    switch extras.tokens[lane]?.hygiene?.judge(report, mayPrune: mayPrune) {
    case .none, .some(.keep): break
    case .some(.prune): prune(entry, lane, at: now)
    case .some(.replace): extras.tokens[lane]?.registry.replace(entry.token)
    case .some(.deferToNightly): extras.tokens[lane]?.deferred.append(entry)
    }
  }

  private mutating func prune(_ entry: TokenOffice.Deferred, _ lane: Int, at now: Instant) {
    let isWrong = extras.tokens[lane]?.losesDevice(entry.token, at: now) ?? false
    guard extras.tokens[lane]?.registry.prune(entry.token) == true else { return }
    recorder.counters[Int(entry.cell)].pruned &+= 1
    if isWrong { recorder.counters[Int(entry.cell)].wronglyPruned &+= 1 }
  }

  /// The nightly run: judges what was put on the list, by what is known now.
  mutating func sweep(at now: Instant, on agenda: inout Agenda) {
    for lane in 0..<lanes {
      guard let entries = extras.tokens[lane]?.deferred, !entries.isEmpty else { continue }
      extras.tokens[lane]?.deferred = []
      for entry in entries {
        guard let office = extras.tokens[lane] else { continue }
        let effect = office.hygiene?.sweep(
          office.report(of: entry, at: now),
          mayPrune: office.pruneGuard?.mayPrune ?? true
        )
        if effect == .prune { prune(entry, lane, at: now) }
      }
    }
    scheduleNight(after: now, on: &agenda)
  }

  /// Three in the morning, by the wall clock of the run.
  mutating func scheduleNight(after now: Instant, on agenda: inout Agenda) {
    let day: Int64 = 86_400_000_000_000
    let clock = plan.starts.wholeNanoseconds + now.nanoseconds
    var wait = (10_800_000_000_000 - clock) % day
    if wait <= 0 { wait += day }
    let next = now.advanced(byNanoseconds: wait)
    guard next.nanoseconds <= end else { return }
    agenda.schedule(WorldEvent(.night, 0).bits, at: next)
  }

  /// A fault turns a share of the tokens invalid, or stops doing so.
  mutating func corrupt(_ lane: Int, _ share: Double) {
    guard lane >= 0 else { return }
    extras.tokens[lane]?.registry.corruptedShare = share
  }

  mutating func beginExtras(on agenda: inout Agenda) {
    guard hasExtras else { return }
    beginRoutes(on: &agenda)
    if extras.tokens.contains(where: { $0?.sweepsAtNight == true }) {
      scheduleNight(after: .zero, on: &agenda)
    }
  }
}
