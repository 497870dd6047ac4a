import Policies
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct AnswerMixTests {
  private static let second: Int64 = 1_000_000_000

  private static func share(
    _ reply: AnswerShare.Reply,
    _ share: Profile,
    takes: Distribution? = nil,
    delivered: Bool = false
  ) -> AnswerShare {
    AnswerShare(key: "key", reply: reply, share: share, takes: takes, delivered: delivered)
  }

  private static func mix(
    _ shares: [AnswerShare],
    since: Int64 = 0,
    envelope: Profile? = nil
  ) -> AnswerMix {
    let live = shares.enumerated().map {
      LiveAnswer($1, place: $0, since: since, envelope: envelope)
    }
    return AnswerMix(live, replies: live.map(\.reply))
  }

  /// Along [0, 1): silence to 0.1, a slow 500 to 0.3, then at completion 503 to 0.6 and 400 to 0.7.
  private static func layout() throws -> AnswerMix {
    mix([
      share(.answer(Answer(status: 503)), .init(constant: 0.3), delivered: true),
      share(.silence, .init(constant: 0.1)),
      share(.answer(Answer(status: 400)), .init(constant: 0.1)),
      share(
        .answer(Answer(status: 500)),
        .init(constant: 0.2),
        takes: try .constant(2)
      ),
    ])
  }

  /// Whatever is decided early is a success late, and the other way round: never both.
  @Test(arguments: [
    (0.0, UInt8(5), UInt16(200)), (0.099, 5, 200), (0.101, 7, 200), (0.299, 7, 200),
    (0.301, 0, 503), (0.599, 0, 503), (0.601, 0, 400), (0.699, 0, 400), (0.701, 0, 200),
    (0.999, 0, 200),
  ])
  func everyAnswerHasItsPartOfTheLine(luck: Double, fate: UInt8, status: UInt16) throws {
    let mix = try Self.layout()
    #expect(mix.decidesEarly && mix.isActive)
    #expect(mix.early(luck, at: 0) == fate)
    #expect(mix.reply(luck, at: 0).answer.status == status)
  }

  @Test
  func whatWasDecidedAtTheStartIsAnsweredAtTheEnd() throws {
    let mix = try Self.layout()
    let silent = mix.reply(decided: AnswerMix.first + 1)
    #expect(silent.isSilent && !silent.reaches && !silent.isSuccess)
    let slow = mix.reply(decided: AnswerMix.first + 3)
    #expect(slow.answer.status == 500 && !slow.isSilent && !slow.reaches)
    #expect(mix.reply(decided: AnswerMix.overQuota).answer.status == 429)
    #expect(mix.reply(decided: AnswerMix.full).answer.status == 503)
    #expect(mix.reply(decided: AnswerMix.silence).isSilent)
    // The duplicate trap: an error that has reached the device.
    #expect(mix.reply(0.5, at: 0).reaches && !mix.reply(0.65, at: 0).reaches)
  }

  @Test
  func onlyAnswersWithALatencyBringOne() throws {
    let mix = try Self.layout()
    var draws = KeyedStream(state: 1)
    #expect(mix.work(of: AnswerMix.first + 3, using: &draws) == 2 * Self.second)
    #expect(mix.work(of: AnswerMix.first + 1, using: &draws) == nil)
    #expect(mix.work(of: AnswerMix.open, using: &draws) == nil)
    #expect(mix.work(of: AnswerMix.overQuota, using: &draws) == nil)
  }

  /// A share that rises from 0 to 0.8 in 100 s, counted from the beginning of its fault at 50 s.
  @Test(arguments: [(50, 0.0), (75, 0.2), (100, 0.4), (150, 0.8), (900, 0.8)])
  func aShareMovesWithItsProfile(seconds: Int64, expected: Double) {
    let rise = Profile([
      .init(time: .zero, value: 0), .init(time: .seconds(100), value: 0.8),
    ])
    let mix = Self.mix(
      [Self.share(.answer(Answer(status: 503)), rise)],
      since: 50 * Self.second
    )
    let failing = (0..<1_000).count {
      !mix.reply((Double($0) + 0.5) / 1_000, at: seconds * Self.second).isSuccess
    }
    #expect(abs(Double(failing) / 1_000 - expected) < 0.0011)
  }

  /// A ramp multiplies every share, early and late: the line shrinks as a whole.
  @Test(arguments: [(0, 0.0, 0.0), (5, 0.1, 0.2), (10, 0.2, 0.4), (15, 0.1, 0.2), (20, 0, 0)])
  func aRampMultipliesEveryShare(seconds: Int64, early: Double, late: Double) {
    let ramp = Profile([
      .init(time: .zero, value: 0), .init(time: .seconds(10), value: 1),
      .init(time: .seconds(20), value: 0),
    ])
    let mix = Self.mix(
      [
        Self.share(.silence, .init(constant: 0.2)),
        Self.share(.answer(Answer(status: 503)), .init(constant: 0.4)),
      ],
      envelope: ramp
    )
    let now = seconds * Self.second
    let lucks = (0..<1_000).map { (Double($0) + 0.5) / 1_000 }
    let silent = lucks.count { mix.early($0, at: now) != AnswerMix.open }
    let failing = lucks.count { !mix.reply($0, at: now).isSuccess }
    #expect(abs(Double(silent) / 1_000 - early) < 0.0011)
    #expect(abs(Double(failing) / 1_000 - late) < 0.0011)
  }

  @Test
  func nothingBesideSuccessIsSuccess() {
    let mix = Self.mix([])
    #expect(!mix.decidesEarly && !mix.isActive)
    #expect(mix.early(0, at: 0) == AnswerMix.open && mix.reply(0, at: 0).isSuccess)
    #expect(AnswerMix.Reply.success.reaches)
  }
}
