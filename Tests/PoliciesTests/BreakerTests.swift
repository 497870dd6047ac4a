import Testing
import TimeAndChance

@testable import Policies

/// Drives a breaker in seconds.
struct BreakerDriver {
  var breaker: Breaker
  var chance = RandomStream(Seed(1))

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
    breaker.finish(permit, outcome, at: Self.instant(seconds), using: &chance)
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
}
