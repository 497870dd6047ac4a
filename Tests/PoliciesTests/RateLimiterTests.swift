import Policies
import Testing
import TimeAndChance

@Suite
struct RateLimiterTests {
  /// Marketing asks for everything at once, one-time passwords come every second.
  @Test
  func theReserveKeepsTheMinuteOpenForThoseWhoMatter() {
    var limiter = RateLimiter(
      .init(refill: .toFull(tokens: 600, every: .seconds(60)), reserve: .percent(20)),
      at: .zero
    )
    var marketing = 0
    while limiter.ask(privileged: false, at: .zero) == .allowed { marketing += 1 }
    var passwords = 0
    for second: Int64 in 0..<60 {
      let now = Instant(nanoseconds: second * 1_000_000_000)
      for _ in 0..<2 where limiter.ask(privileged: true, at: now) == .allowed { passwords += 1 }
    }
    let next = limiter.ask(privileged: false, at: Instant(nanoseconds: 59_000_000_000))
    #expect([marketing, passwords] == [480, 120])
    #expect(next == .wait(until: Instant(nanoseconds: 60_000_000_000)))
  }

  /// However small the quota, the reserve leaves something for everybody else.
  @Test(arguments: [1.0, 5, 10, 11, 100])
  func aSmallQuotaIsNotAllReserve(perSecond: Double) {
    var limiter = RateLimiter(
      .even(Rate(perSecond: perSecond), share: .all, ramp: .zero),
      at: .zero
    )
    var sent = 0
    for second: Int64 in 0..<100 {
      for part: Int64 in 0..<100 {
        let now = Instant(nanoseconds: second * 1_000_000_000 + part * 10_000_000)
        if limiter.ask(privileged: false, at: now) == .allowed { sent += 1 }
      }
    }
    #expect(Double(sent) >= perSecond * 99 && Double(sent) <= perSecond * 100 + 12)
  }

  /// A minute's ramp to 100/s lets 50 t²/60 through by t, asked every millisecond.
  @Test
  func theRampGrowsFromNothing() {
    var limiter = RateLimiter(
      .init(refill: .continuous(Rate(perSecond: 100), burst: 10), ramp: .seconds(60)),
      at: .zero
    )
    var (sent, line) = (0, [Int]())
    for tick: Int64 in 0..<90_000 {
      let now = Instant(nanoseconds: tick * 1_000_000)
      if limiter.ask(privileged: true, at: now) == .allowed { sent += 1 }
      if tick % 15_000 == 14_999 { line.append(sent) }
    }
    #expect(line == [188, 750, 1688, 3000, 4509, 6009])
  }

  /// Ten thousand come at once: each is told a place of its own, and asks about twice in all.
  @Test(arguments: [
    RateLimiter.Configuration(refill: .continuous(Rate(perSecond: 1000), burst: 10)),
    RateLimiter.Configuration(
      refill: .continuous(Rate(perSecond: 1000), burst: 100),
      reserve: .percent(20)
    ),
    RateLimiter.Configuration(
      refill: .continuous(Rate(perSecond: 1000), burst: 10),
      ramp: .seconds(5)
    ),
    RateLimiter.Configuration(
      refill: .toFull(tokens: 1000, every: .seconds(1)),
      reserve: .percent(10)
    ),
  ])
  func aHerdIsSpreadAndNotPolled(_ configuration: RateLimiter.Configuration) {
    var limiter = RateLimiter(configuration, at: .zero)
    var agenda = [(Int64, Int)](repeating: (0, 0), count: 10_000)
    var (asked, done, last) = (0, 0, Int64(0))
    while !agenda.isEmpty {
      var later: [(Int64, Int)] = []
      for (time, tries) in agenda.sorted(by: { $0.0 < $1.0 }) {
        asked += 1
        switch limiter.ask(privileged: false, at: Instant(nanoseconds: time)) {
        case .allowed: (done, last) = (done + 1, max(last, time))
        case .wait(let until): later.append((until.nanoseconds, tries + 1))
        }
      }
      agenda = later
    }
    #expect(done == 10_000 && asked < 23_000, "\(asked) questions")
    #expect(last > 9_000_000_000 && last < 13_000_000_000, "\(last) ns")
  }

  @Test
  func waitingUntilTheGivenInstantIsEnough() {
    let seed = Seed(11)
    var chance = RandomStream(seed)
    var problem: String?
    for round in 0..<20 {
      let rate = Rate(perSecond: 1 + 1000 * chance.unit())
      var limiter = RateLimiter(
        .init(
          refill: .continuous(rate, burst: 5),
          reserve: Fraction(trusting: round % 2 == 0 ? 0 : 0.2),
          ramp: .seconds(Int64(chance.below(30)))
        ),
        at: .zero
      )
      var now = Instant.zero
      for step in 0..<50_000 {
        switch limiter.ask(privileged: chance.below(4) == 0, at: now) {
        case .allowed: now = now.advanced(byNanoseconds: chance.nanoseconds(below: 1_000_000))
        case .wait(let until):
          if until <= now { problem = "seed \(seed.value) round \(round) step \(step)" }
          now = until
        }
      }
    }
    #expect(problem == nil)
  }
}
