import Testing
import TimeAndChance

@testable import Policies

/// Drives a breaker in seconds.
struct BreakerDriver {
  var breaker: Breaker
  var chance = RandomStream(Seed(1))
  /// Transitions seen when calls finished.
  var reports: [Breaker.Transition] = []

  init(_ configuration: Breaker.Configuration) {
    breaker = Breaker(configuration)
  }

  static func instant(_ seconds: Double) -> Instant {
    Instant(nanoseconds: nanosecondsRounded(seconds * 1e9))
  }

  mutating func acquire(_ seconds: Double) -> Breaker.Admission {
    breaker.acquire(at: Self.instant(seconds), using: &chance)
  }

  mutating func finish(_ permit: Breaker.Permit, _ outcome: Breaker.Outcome, _ seconds: Double) {
    let first = breaker.finish(permit, outcome, at: Self.instant(seconds), using: &chance)
    if let first { reports.append(first) }
    while let next = breaker.takeTransition() { reports.append(next) }
  }

  mutating func advance(_ seconds: Double) {
    breaker.advance(to: Self.instant(seconds), using: &chance)
  }

  /// Makes a call that ends at once; false when it was refused.
  @discardableResult
  mutating func run(_ outcome: Breaker.Outcome, at seconds: Double) -> Bool {
    guard let permit = acquire(seconds).permit else { return false }
    finish(permit, outcome, seconds)
    return true
  }

  /// Opens by an operator's order.
  mutating func open(at seconds: Double) {
    breaker.obey(.open(for: nil), at: Self.instant(seconds), using: &chance)
  }

  /// One breaker that opens on 3 failures in a row, for 10 s, with 2 of 3 probes.
  static var small: Breaker.Configuration {
    var configuration = Breaker.Configuration()
    configuration.window = .count(size: 10)
    configuration.minimumCalls = 10
    configuration.consecutiveFailures = 3
    configuration.coolDown = Breaker.CoolDown(constant: .seconds(10))
    configuration.probes.count = 3
    configuration.probes.rule = .successes(2)
    configuration.probes.lease = .seconds(5)
    return configuration
  }
}

let good = Breaker.Outcome.success(elapsed: 0)
let bad = Breaker.Outcome.failure(elapsed: 0)

@Suite
struct BreakerTests {
  @Test
  func aPermitIsSmallAndAnAdmissionFitsInRegisters() {
    #expect(MemoryLayout<Breaker.Permit>.size == 8)
    #expect(MemoryLayout<Breaker.Admission>.size <= 32)
  }

  @Test
  func opensCoolsDownProbesAndCloses() {
    var driver = BreakerDriver(BreakerDriver.small)
    let passed = [driver.run(bad, at: 1), driver.run(bad, at: 1), driver.run(bad, at: 1)]
    #expect(passed == [true, true, true] && driver.breaker.phase == .open)
    let refusal = driver.acquire(5)
    #expect(refusal == .refused(Breaker.Refusal(.open, retryAt: 11_000_000_000)))
    driver.run(good, at: 11)
    #expect(driver.breaker.phase == .halfOpen)
    driver.run(good, at: 11)
    #expect(driver.breaker.phase == .closed)
  }

  @Test
  func lostProbesLeadToAVerdict() {
    var driver = BreakerDriver(BreakerDriver.small)
    driver.open(at: 0)
    let granted = (0..<4).map { _ in driver.acquire(10).isGranted }
    #expect(granted == [true, true, true, false])
    driver.advance(16)
    #expect(driver.breaker.phase == .open)
    #expect(driver.breaker.meters.lostProbes == 2)
    let later = driver.acquire(26).isGranted
    #expect(later)
  }

  @Test
  func callsThatNeverFinishOpenIt() {
    var configuration = BreakerDriver.small
    configuration.window = .time(span: .seconds(10), buckets: 10)
    configuration.consecutiveFailures = nil
    configuration.slowRate = .percent(50)
    configuration.inFlightAge = .seconds(2)
    var driver = BreakerDriver(configuration)
    for index in 0..<10 { _ = driver.acquire(Double(index) / 10) }
    driver.advance(2.85)
    #expect(driver.breaker.phase == .closed)
    #expect(driver.breaker.overdue == 9)
    driver.advance(2.95)
    #expect(driver.breaker.phase == .open)
  }

  /// What every phase does with an outcome, an end of time and an order.
  private enum Event: String, CaseIterable {
    case success, failure, pause, wait, probe, close, forceOpen, disable
  }

  /// The breaker's machine, one row per phase: the phase after each event above.
  private static let table: [(Breaker.Phase, [Breaker.Phase])] = [
    (.closed, [.closed, .open, .open, .closed, .halfOpen, .closed, .forcedOpen, .disabled]),
    (.open, [.open, .open, .open, .halfOpen, .halfOpen, .closed, .forcedOpen, .disabled]),
    (.halfOpen, [.recovering, .open, .open, .open, .halfOpen, .closed, .forcedOpen, .disabled]),
    (
      .recovering, [.recovering, .open, .open, .closed, .halfOpen, .closed, .forcedOpen, .disabled]
    ),
    (
      .forcedOpen,
      [
        .forcedOpen, .forcedOpen, .forcedOpen, .forcedOpen, .halfOpen, .closed, .forcedOpen,
        .disabled,
      ]
    ),
    (
      .disabled,
      [.disabled, .disabled, .disabled, .disabled, .halfOpen, .closed, .forcedOpen, .disabled]
    ),
    (
      .metricsOnly,
      [
        .metricsOnly, .metricsOnly, .metricsOnly, .metricsOnly, .halfOpen, .closed, .forcedOpen,
        .disabled,
      ]
    ),
  ]

  @Test
  func everyPhaseAnswersEveryEvent() {
    for (phase, expected) in Self.table {
      for (event, next) in zip(Event.allCases, expected) {
        #expect(phaseAfter(event, from: phase) == next, "\(phase) after \(event.rawValue)")
      }
    }
  }

  /// Brings a breaker with one probe, a lease of 5 s and a ramp of 10 s to a phase; gives it an event.
  private func phaseAfter(_ event: Event, from phase: Breaker.Phase) -> Breaker.Phase {
    var choice = BreakerDriver.small
    choice.consecutiveFailures = 1
    choice.probes.count = 1
    choice.probes.rule = .successes(1)
    choice.ramp = Breaker.Ramp(span: .seconds(10), law: .slowStart(floor: .all, aggression: 1))
    var driver = BreakerDriver(choice)
    let orders: [Breaker.Phase: Breaker.Order] = [
      .open: .open(for: nil), .halfOpen: .probe, .forcedOpen: .forceOpen, .disabled: .disable,
      .metricsOnly: .metricsOnly,
    ]
    let start = BreakerDriver.instant(0)
    if phase == .recovering { driver.breaker.recover(at: start, using: &driver.chance) }
    if let order = orders[phase] { driver.breaker.obey(order, at: start, using: &driver.chance) }
    switch event {
    case .success: driver.run(good, at: 1)
    case .failure: driver.run(bad, at: 1)
    case .pause: driver.run(.tripsFor(nanoseconds: 1_000_000_000, elapsed: 0), at: 1)
    case .wait:
      // In the probing phase somebody has taken the probe and lost it.
      _ = driver.acquire(0)
      driver.advance(12)
    case .probe: driver.breaker.obey(.probe, at: start, using: &driver.chance)
    case .close: driver.breaker.obey(.close, at: start, using: &driver.chance)
    case .forceOpen: driver.breaker.obey(.forceOpen, at: start, using: &driver.chance)
    case .disable: driver.breaker.obey(.disable, at: start, using: &driver.chance)
    }
    return driver.breaker.phase
  }

  /// One tick is a second.
  ///
  /// Sent: `.` good, `x` bad, blank nothing. Seen: `c` closed, `O` open, `h` half-open, `r` recovering.
  @Test(arguments: [
    ("xxx.........  ........", "ccOOOOOOOOOOhhhrrrrccc"),
    ("..xx.xxx............x.", "cccccccOOOOOOOOOOhrrrr"),
  ])
  func aTickDiagramOfAnOutage(_ sent: String, _ expected: String) {
    var choice = BreakerDriver.small
    choice.probes.count = 2
    choice.probes.rule = .successes(2)
    choice.ramp = Breaker.Ramp(span: .seconds(4), law: .slowStart(floor: .all, aggression: 1))
    var driver = BreakerDriver(choice)
    let letters: [Breaker.Phase: String] = [
      .closed: "c", .open: "O", .halfOpen: "h", .recovering: "r",
    ]
    var seen = ""
    for (second, call) in sent.enumerated() {
      if call != " " { driver.run(call == "x" ? bad : good, at: Double(second)) }
      driver.advance(Double(second))
      seen += letters[driver.breaker.phase] ?? "?"
    }
    #expect(seen == expected)
  }

  @Test
  func coolDownsGrowToTheCapWithJitterAndShrinkInQuietTimes() {
    var choice = BreakerDriver.small
    choice.coolDown = Breaker.CoolDown()
    var driver = BreakerDriver(choice)
    var twin = driver.chance
    var now = 0.0
    for nominal in [30.0, 60, 120, 240, 300, 300] {
      driver.open(at: now)
      let span = nanosecondsRounded(nominal * 1e9 * twin.uniform(from: 0.5, to: 1.5))
      #expect(driver.breaker.phaseEnd == BreakerDriver.instant(now).advanced(byNanoseconds: span))
      now += 1
    }
    #expect(driver.breaker.escalation == 5)
    driver.breaker.obey(.close, at: BreakerDriver.instant(now), using: &driver.chance)
    // Three quiet minutes forget three of the five; the next opening is the third.
    driver.open(at: now + 180)
    #expect(driver.breaker.escalation == 3)
  }

  @Test(arguments: [(1, 0.5), (2, 0.5), (3, 0.125)])
  func theRampAdmitsTheShareItPromises(_ aggression: Int, _ moment: Double) {
    var choice = BreakerDriver.small
    choice.ramp = Breaker.Ramp(
      span: .seconds(10),
      law: .slowStart(floor: .percent(5), aggression: aggression)
    )
    var driver = BreakerDriver(choice)
    driver.breaker.recover(at: .zero, using: &driver.chance)
    let calls = 100_000
    let granted = (0..<calls).count { _ in driver.run(good, at: 10 * moment) }
    var root = moment
    for _ in 0..<60 {
      var power = 1.0
      for _ in 0..<aggression { power *= root }
      root += (moment - power) / Double(aggression)
    }
    // Five standard deviations: a false alarm in about 2 million runs, and the seed is fixed.
    let slack = 5 * (root * (1 - root) / Double(calls)).squareRoot()
    #expect(abs(Double(granted) / Double(calls) - root) < slack)
  }

  @Test
  func aPauseThatWasAskedForIsBelievedWithinBounds() {
    var choice = BreakerDriver.small
    choice.retryAfter?.atMost = .seconds(100)
    for (asked, least, most) in [(40.0, 40.0, 48.0), (4_000, 100, 120)] {
      var driver = BreakerDriver(choice)
      let nanoseconds = nanosecondsRounded(asked * 1e9)
      driver.run(.tripsFor(nanoseconds: nanoseconds, elapsed: 0), at: 0)
      let end = driver.breaker.phaseEnd.map { Instant.zero.duration(to: $0).inSeconds } ?? 0
      #expect(driver.breaker.phase == .open && end >= least && end <= most)
    }
    var driver = BreakerDriver(choice)
    driver.run(.tripsFor(nanoseconds: -1, elapsed: 0), at: 0)
    #expect(driver.breaker.phase == .closed && driver.breaker.consecutiveFailures == 1)
  }

  @Test
  func aHundredFailuresOfOneBatchCountOnce() {
    var choice = BreakerDriver.small
    choice.lumping = Breaker.Lumping(within: .milliseconds(100), weight: 2)
    var driver = BreakerDriver(choice)
    for index in 0..<100 { driver.run(.lumpedFailure(elapsed: 0), at: Double(index) * 0.000_5) }
    #expect(driver.breaker.phase == .closed && driver.breaker.meters.lumped == 99)
    let counts = driver.breaker.counts(at: BreakerDriver.instant(0.1))
    #expect(counts.failed == 2)
    driver.run(.lumpedFailure(elapsed: 0), at: 0.2)
    #expect(driver.breaker.phase == .open)
  }

  @Test
  func aDryRunReportsEveryStepAndRefusesNothing() {
    var choice = BreakerDriver.small
    choice.isDryRun = true
    var driver = BreakerDriver(choice)
    for second in 0..<60 {
      // Bad for ten seconds out of thirty.
      let passed = driver.run(second % 30 < 10 ? bad : good, at: Double(second))
      #expect(passed)
    }
    let reports = driver.reports
    #expect(reports.allSatisfy(\.isDryRun) && reports.count >= 6)
    #expect(reports.count { $0.to == .open } == reports.count { $0.to == .closed })
    #expect(driver.breaker.meters.wouldRefuse > 10 && driver.breaker.meters.refused == 0)
  }

  @Test
  func metricsOnlyReportsEveryCrossing() {
    var choice = BreakerDriver.small
    choice.consecutiveFailures = nil
    choice.window = .count(size: 4)
    choice.minimumCalls = 4
    choice.failureRate = .percent(50)
    var driver = BreakerDriver(choice)
    driver.breaker.obey(.metricsOnly, at: .zero, using: &driver.chance)
    for outcome in [bad, bad, good, good, good, good, bad, bad, good, good, good] {
      driver.run(outcome, at: 1)
    }
    #expect(driver.breaker.phase == .metricsOnly)
    #expect(driver.breaker.meters.refused == 0)
    let reasons = driver.reports.map(\.reason)
    #expect(
      reasons == [.operated, .failureRate, .thresholdCleared, .failureRate, .thresholdCleared]
    )
  }

  @Test
  func reconfigurationKeepsAWindowOfTheSameShape() {
    var driver = BreakerDriver(BreakerDriver.small)
    driver.run(bad, at: 0)
    driver.run(bad, at: 0)
    var choice = BreakerDriver.small
    choice.consecutiveFailures = 4
    driver.breaker.reconfigure(choice, at: .zero, using: &driver.chance)
    #expect(driver.breaker.counts(at: .zero).failed == 2)
    driver.run(bad, at: 0)
    #expect(driver.breaker.phase == .closed)
    choice.window = .count(size: 20)
    driver.breaker.reconfigure(choice, at: .zero, using: &driver.chance)
    #expect(driver.breaker.counts(at: .zero).failed == 0)
    driver.run(bad, at: 0)
    #expect(driver.breaker.phase == .open)
  }

  @Test
  func aCallInFlightForTooLongCountsOnceAndNotForEver() {
    var choice = BreakerDriver.small
    choice.window = .time(span: .seconds(10), buckets: 10)
    choice.slowAfter = .seconds(2)
    choice.inFlightAge = .seconds(2)
    var driver = BreakerDriver(choice)
    let permit = driver.acquire(0).permit
    let lost = driver.acquire(0).permit
    driver.advance(3)
    #expect(driver.breaker.counts(at: BreakerDriver.instant(3)).slow == 2)
    if let permit { driver.finish(permit, .failure(elapsed: 4_000_000_000), 4) }
    let counts = driver.breaker.counts(at: BreakerDriver.instant(4))
    #expect(counts.total == 2 && counts.slow == 2 && counts.failed == 1 && counts.bad == 2)
    driver.advance(13)
    #expect(driver.breaker.overdue == 0 && driver.breaker.outstanding == 1)
    // Its permit stays good.
    if let lost { driver.finish(lost, good, 14) }
    #expect(driver.breaker.outstanding == 0 && driver.breaker.meters.misused == 0)
  }
}
