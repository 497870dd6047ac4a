import Policies
import Testing
import TimeAndChance

@Suite
struct TokenHygieneTests {
  static func at(_ second: Int64) -> Instant { Instant(nanoseconds: second * 1_000_000_000) }

  /// One device: registered at 10 s, sent to at 30 s, called invalid since the given second.
  static func report(
    invalidSince: Int64?,
    registeredAt: Int64 = 10,
    guarded: Bool = false
  ) -> TokenHygiene.Report {
    TokenHygiene.Report(
      invalidSince: invalidSince.map(at),
      registeredAt: at(registeredAt),
      sentAt: at(30),
      isGuarded: guarded
    )
  }

  @Test
  func rulesDifferWhereADeviceCameBack() {
    typealias Row = (TokenHygiene.Rule, TokenHygiene.Report, TokenHygiene.Effect)
    let gone = Self.report(invalidSince: 20)
    let sameMoment = Self.report(invalidSince: 10)
    let cameBack = Self.report(invalidSince: 5)
    let goneAfterSend = Self.report(invalidSince: 31)
    let unstamped = Self.report(invalidSince: nil)
    let unstampedCameBack = Self.report(invalidSince: nil, registeredAt: 31)
    let rows: [Row] = [
      (.apple, gone, .prune), (.apple, sameMoment, .prune),
      (.apple, cameBack, .keep(.registeredLater)), (.apple, goneAfterSend, .prune),
      (.apple, unstamped, .prune), (.apple, unstampedCameBack, .keep(.registeredLater)),
      (.lastSend, gone, .prune), (.lastSend, cameBack, .prune),
      (.lastSend, goneAfterSend, .keep(.invalidAfterLastSend)),
      (.lastSend, unstampedCameBack, .prune),
      (.always, gone, .prune), (.always, cameBack, .prune), (.always, goneAfterSend, .prune),
    ]
    for (rule, report, effect) in rows {
      #expect(TokenHygiene(rule: rule).judge(report) == effect, "\(rule) \(report)")
    }
  }

  @Test
  func timingDecidesWhenAndTheGuardWhether() {
    typealias Row = (TokenHygiene.Timing, Bool, Bool, TokenHygiene.Effect, TokenHygiene.Effect)
    let rows: [Row] = [
      // timing, guarded, may prune, now, at night
      (.inline, false, true, .prune, .prune),
      (.inline, false, false, .keep(.guardStopped), .keep(.guardStopped)),
      (.nightly, false, false, .deferToNightly, .keep(.guardStopped)),
      (.nightly, true, true, .deferToNightly, .prune),
      (.both, false, true, .prune, .prune),
      (.both, true, true, .deferToNightly, .prune),
      (.never, false, true, .keep(.neverPrunes), .keep(.neverPrunes)),
    ]
    for (timing, guarded, mayPrune, now, atNight) in rows {
      let policy = TokenHygiene(timing: timing)
      let report = Self.report(invalidSince: 20, guarded: guarded)
      #expect(policy.judge(report, mayPrune: mayPrune) == now, "\(timing)")
      #expect(policy.sweep(report, mayPrune: mayPrune) == atNight, "\(timing)")
    }
  }

  /// The night comes ten seconds after the device came back.
  @Test
  func theNightSparesADeviceThatCameBackDuringTheDay() {
    let policy = TokenHygiene(timing: .nightly)
    var report = Self.report(invalidSince: 20)
    #expect(policy.judge(report) == .deferToNightly)
    report.registeredAt = Self.at(40)
    #expect(policy.sweep(report) == .keep(.registeredLater))
    #expect(TokenHygiene(timing: .nightly, rule: .always).sweep(report) == .prune)
  }

  @Test
  func aCanonicalIdentifierReplacesTheOldOne() {
    var report = Self.report(invalidSince: nil)
    report.canonical = 42
    #expect(TokenHygiene(timing: .nightly).judge(report) == .replace(by: 42))
    #expect(TokenHygiene(timing: .never).judge(report) == .keep(.neverPrunes))
  }

  /// A million random reports: no rule or timing prunes what it promises to spare.
  @Test
  func neverPrunesWhatItPromisesToSpare() {
    let seed = Seed(410)
    var chance = RandomStream(seed, "hygiene")
    var broken = 0
    for _ in 0..<1_000_000 {
      let policy = TokenHygiene(
        timing: TokenHygiene.Timing.allCases[Int(chance.below(4))],
        rule: TokenHygiene.Rule.allCases[Int(chance.below(3))]
      )
      let report = TokenHygiene.Report(
        invalidSince: chance.happens(0.7) ? Self.at(Int64(chance.below(50))) : nil,
        registeredAt: Self.at(Int64(chance.below(50))),
        sentAt: Self.at(Int64(chance.below(50))),
        isGuarded: chance.happens(0.3)
      )
      let mayPrune = chance.happens(0.8)
      let now = policy.judge(report, mayPrune: mayPrune)
      let atNight = policy.sweep(report, mayPrune: mayPrune)
      let cameBack = report.registeredAt > (report.invalidSince ?? report.sentAt)
      let pruned = now == .prune || atNight == .prune
      if pruned && (!mayPrune || policy.timing == .never || (policy.rule == .apple && cameBack)) {
        broken += 1
      }
      if atNight == .deferToNightly || (now != atNight && now != .deferToNightly) { broken += 1 }
    }
    #expect(broken == 0, "seed \(seed)")
  }
}
