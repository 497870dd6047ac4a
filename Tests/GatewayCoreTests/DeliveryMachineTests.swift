import GatewayCore
import Policies
import Testing
import TimeAndChance

/// What a message does after its first answer, which comes after one second.
struct AnswerCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  var policy = Policy.plain
  var fallback: FallbackRule?
  var deadline = Instant.distantFuture
  let answer: Answer
  let step: Step
  var notices: [Notice] = []

  init(
    _ name: String,
    _ answer: Answer,
    _ step: Step,
    policy: Policy = .plain,
    fallback: FallbackRule? = nil,
    deadline: Instant = .distantFuture,
    notices: [Notice] = []
  ) {
    testDescription = name
    self.answer = answer
    self.step = step
    self.policy = policy
    self.fallback = fallback
    self.deadline = deadline
    self.notices = notices
  }
}

private let failed = Answer(status: 500)
private let once = Policy.plain { $0.retry.attempts = 1 }
private let sentByOther = Step.send(timeoutAt: at(11))

private let endings: [AnswerCase] = [
  .init("success", .accepted, .end(.accepted)),
  .init("another success", Answer(status: 201), .end(.accepted)),
  .init("bad request", Answer(status: 400), .end(.permanent)),
  .init(
    "a mistake of ours",
    Answer(status: 401),
    .end(.permanent),
    notices: [.alarm(lane: 0)]
  ),
  .init(
    "an invalid token",
    Answer(status: 410),
    .end(.permanent),
    notices: [.invalidToken(lane: 0, isGuarded: true)]
  ),
  .init(
    "nothing follows the last attempt",
    failed,
    .end(.gaveUp),
    policy: .plain {
      $0.retry.attempts = 1
      $0.retry.then = .drop
    }
  ),
  .init(
    "people follow the last attempt",
    failed,
    .end(.deadLettered),
    policy: .plain {
      $0.retry.attempts = 1
      $0.retry.then = .deadLetter
    }
  ),
  .init(
    "a ladder without rungs",
    failed,
    .end(.deadLettered),
    policy: .plain {
      $0.retry.attempts = 1
      $0.retry.park = ParkingLadder([])
    }
  ),
  .init(
    "too late to retry",
    failed,
    .end(.expired),
    policy: .plain { $0.retry.respectsDeadline = true },
    deadline: at(2)
  ),
]

private let pauses: [AnswerCase] = [
  .init("failure", failed, .retry(at: at(2))),
  .init("too late, but nobody looks", failed, .retry(at: at(2)), deadline: at(2)),
  .init(
    "in time by a nanosecond",
    failed,
    .retry(at: at(2)),
    policy: .plain { $0.retry.respectsDeadline = true },
    deadline: at(2).advanced(byNanoseconds: 1)
  ),
  .init(
    "Retry-After is a floor",
    Answer(status: 429, retryAfterNanoseconds: 30_000_000_000),
    .retry(at: at(31))
  ),
  .init(
    "a short Retry-After shortens nothing",
    Answer(status: 429, retryAfterNanoseconds: 1_000_000),
    .retry(at: at(2))
  ),
  .init(
    "Retry-After ignored",
    Answer(status: 429, retryAfterNanoseconds: 30_000_000_000),
    .retry(at: at(2)),
    policy: .plain { $0.retry.retryAfter = .ignore }
  ),
  .init("unknown outcome", Answer(.timeout), .retry(at: at(2))),
  .init("lost connection", Answer(.connectionLost), .retry(at: at(2))),
  .init("never processed", Answer(.goAwayUnprocessed), .retry(at: at(1))),
  .init("refused stream", Answer(.refusedStream), .retry(at: at(1))),
  .init("refused is no attempt", Answer(.refusedStream), .retry(at: at(1)), policy: once),
  .init(
    "a stale credential",
    Answer(status: 403),
    .retry(at: at(2)),
    notices: [.refreshCredential(lane: 0)]
  ),
  .init(
    "a busy device",
    Answer(status: 420),
    .retry(at: at(11)),
    notices: [.slowDevice(lane: 0, until: at(11))]
  ),
  .init("no other provider", Answer(status: 509), .retry(at: at(2))),
  .init("the last attempt", failed, .park(until: at(61)), policy: once),
  .init("the table parks", Answer(status: 507), .park(until: at(61))),
  .init(
    "no budget",
    failed,
    .park(until: at(61)),
    policy: .plain { $0.budget = .gRPC(tokens: 2, ratio: 0.1) }
  ),
]

private let escapes: [AnswerCase] = [
  .init("on attempts", failed, sentByOther, fallback: .init(attempts: 1)),
  .init("not yet", failed, .retry(at: at(2)), fallback: .init(attempts: 2)),
  .init("on the clock", failed, sentByOther, fallback: .init(elapsed: .seconds(1))),
  .init("clock not over", failed, .retry(at: at(2)), fallback: .init(elapsed: .seconds(2))),
  .init("the table says so", Answer(status: 509), sentByOther, fallback: .init()),
  .init(
    "on attempts before parking",
    Answer(status: 507),
    sentByOther,
    fallback: .init(attempts: 1)
  ),
  .init(
    "parked until the clock at most",
    Answer(status: 507),
    .park(until: at(25)),
    fallback: .init(elapsed: .seconds(25))
  ),
  .init(
    "too late here, not there",
    failed,
    sentByOther,
    policy: .plain { $0.retry.respectsDeadline = true },
    fallback: .init(),
    deadline: at(2)
  ),
]

@Suite
struct DeliveryMachineTests {
  @Test(arguments: endings + pauses + escapes)
  func anAnswerLeadsTo(_ one: AnswerCase) {
    var rig = Rig(one.policy, fallback: one.fallback)
    var delivery = rig.message(deadline: one.deadline)
    guard case .send = rig.offer(&delivery) else {
      Issue.record("not sent")
      return
    }
    rig.pass(.seconds(1))
    let step = rig.answer(&delivery, one.answer)
    #expect(step == one.step)
    #expect(rig.notices() == one.notices)
    #expect(rig.machine.ledger.addsUp)
    #expect(delivery.isOnFallback == (step == sentByOther))
  }

  @Test
  func anAttemptEndsWithTheClockOfTheFallback() {
    var rig = Rig(.plain, fallback: .init(elapsed: .seconds(4)))
    var delivery = rig.message()
    #expect(rig.offer(&delivery) == .send(timeoutAt: at(4)))
    #expect(rig.machine.limit(of: delivery) == at(4))
    rig.pass(.seconds(4))
    #expect(rig.answer(&delivery, Answer(.timeout)) == .send(timeoutAt: at(14)))
    #expect(rig.answer(&delivery, .accepted) == .end(.byFallback))
  }

  @Test
  func whoComesLateIsRefusedBeforeAnythingElse() {
    var rig = Rig(.plain)
    var late = rig.message(deadline: at(1))
    rig.pass(.seconds(1))
    #expect(rig.offer(&late) == .end(.expired))
    #expect(rig.machine.ledger.attempts == 0)
  }

  @Test
  func theFallbackOfOneWhoWaitedTooLongNeedsNoAttempt() {
    var rig = Rig(.plain, fallback: .init(elapsed: .seconds(5)))
    var delivery = rig.message()
    rig.pass(.seconds(5))
    #expect(rig.offer(&delivery) == .send(timeoutAt: at(15)))
    #expect(delivery.isOnFallback && delivery.lane == 1 && delivery.attempts == 1)
  }

  @Test
  func theLadderIsClimbedAndEndsWithADeadLetter() {
    var rig = Rig(once)
    var delivery = rig.message()
    var stays: [Int64] = []
    while case .send = rig.offer(&delivery) {
      guard case .park(let until) = rig.answer(&delivery, failed) else { break }
      stays.append(rig.now.nanoseconds(to: until) / 1_000_000_000)
      rig.now = until
      delivery = Delivery(
        trafficClass: 0,
        lane: 0,
        priority: 1,
        offered: delivery.offered,
        deadline: .distantFuture,
        attempts: 0,
        rung: delivery.rung,
        onFallback: false
      )
    }
    #expect(stays == [60, 300, 1500])
    #expect(rig.machine.ledger.ended == 1 && rig.machine.ledger.addsUp)
  }

  @Test
  func jitterComesFromTheGivenStreamAndNowhereElse() {
    let jitters: [Backoff.Jitter] = [.full, .equal, .decorrelated, .proportional(0.2)]
    for jitter in jitters {
      let pauses = Backoff(
        .exponential(base: .seconds(1), factor: 2),
        cap: .seconds(60),
        jitter: jitter
      )
      var rig = Rig(
        .plain {
          $0.retry.attempts = 9
          $0.retry.pauses = pauses
        }
      )
      var delivery = rig.message()
      var twin = RandomStream(Seed(7))
      rig.chance = twin
      var previous: Int64 = 0
      for attempt in 1...8 {
        guard case .send = rig.offer(&delivery, isNew: attempt == 1) else { return }
        let pause = pauses.pauseNanoseconds(
          afterAttempt: attempt,
          previous: previous,
          using: &twin
        )
        #expect(
          rig.answer(&delivery, failed) == .retry(at: rig.now.advanced(byNanoseconds: pause)),
          "\(jitter), attempt \(attempt)"
        )
        // The account remembers microseconds.
        previous = pauses.carry(previous, adding: pause) / 1000 * 1000
        rig.now = rig.now.advanced(byNanoseconds: pause)
      }
    }
  }

  @Test
  func aFixedSeedGivesFixedPauses() {
    let full = Backoff(
      .exponential(base: .seconds(1), factor: 2),
      cap: .seconds(60),
      jitter: .full
    )
    var rig = Rig(
      .plain {
        $0.retry.attempts = 4
        $0.retry.pauses = full
      }
    )
    rig.chance = RandomStream(Seed(2026))
    var delivery = rig.message()
    var pauses: [Int64] = []
    while case .send = rig.offer(&delivery, isNew: pauses.isEmpty) {
      guard case .retry(let again) = rig.answer(&delivery, failed) else { break }
      pauses.append(rig.now.nanoseconds(to: again))
      rig.now = again
    }
    #expect(pauses == [427_001_022, 1_228_178_535, 2_887_839_043])
  }
}
