import Testing
import TimeAndChance

@testable import Policies

/// A breaker under random operations, with everything that a careless caller might do.
struct BreakerStorm {
  var breaker: Breaker
  var chance: RandomStream
  var dice: RandomStream
  var now: Int64 = 0
  var held: [Breaker.Permit] = []
  var spent: [Breaker.Permit] = []
  /// Why results moved the breaker.
  var finished: Set<Breaker.Transition.Reason> = []
  let ours: Bool

  init(seed: UInt64, ours: Bool) {
    self.ours = ours
    dice = RandomStream(Seed(seed))
    chance = RandomStream(Seed(seed), "policy")
    breaker = Breaker(BreakerStorm.configuration(using: &dice, ours: ours))
  }

  static func configuration(
    using dice: inout RandomStream,
    ours: Bool
  ) -> Breaker.Configuration {
    var choice = Breaker.Configuration()
    let windows: [Breaker.Window] = [
      .count(size: 1 + Int(dice.below(20))), .time(span: .seconds(10), buckets: 10),
      .time(span: .seconds(5), buckets: 1), .fixedInterval(.seconds(30)), .unbounded,
    ]
    choice.window = windows[Int(dice.below(UInt64(windows.count)))]
    choice.minimumCalls = 1 + Int(dice.below(12))
    if dice.happens(0.7) { choice.failureRate = .percent(10 + 80 * dice.unit()) }
    if dice.happens(0.5) { choice.slowRate = .percent(10 + 80 * dice.unit()) }
    if dice.happens(0.5) { choice.slowAfter = .seconds(1) }
    if dice.happens(0.3) { choice.badRate = .percent(10 + 80 * dice.unit()) }
    if dice.happens(0.2) { choice.failureCount = 1 + Int(dice.below(8)) }
    if dice.happens(0.3) { choice.consecutiveFailures = 1 + Int(dice.below(6)) }
    if dice.happens(0.5) { choice.inFlightAge = .seconds(2) }
    if dice.happens(0.5) { choice.ramp = Breaker.Ramp(span: .seconds(8)) }
    if dice.happens(0.2) {
      choice.ramp = Breaker.Ramp(span: .seconds(4), law: .cumulative(ceiling: .percent(50)))
    }
    if dice.happens(0.2) { choice.lumping = .init(within: .milliseconds(50), weight: 3) }
    choice.coolDown.base = .seconds(3)
    choice.coolDown.cap = .seconds(20)
    choice.coolDown.forgetting = dice.happens(0.5) ? .onClose : .decays(every: .seconds(7))
    choice.retryAfter?.atMost = .seconds(20)
    choice.probes.count = 1 + Int(dice.below(5))
    choice.probes.rule =
      dice.happens(0.3) ? .rates : .successes(1 + Int(dice.below(UInt64(choice.probes.count))))
    choice.probes.budget = dice.happens(0.3) ? .concurrent : .perEpisode
    choice.probes.lease = .seconds(5)
    choice.semantics.boundaryIncluded = dice.happens(0.5)
    choice.semantics.halfOpensByTime = dice.happens(0.5)
    guard !ours else { return choice }
    if dice.happens(0.3) { choice.probes.maxWait = .seconds(2) }
    choice.probes.maxWaitVerdict = dice.happens(0.5) ? .opens : .closes
    if dice.happens(0.1) { choice.probes.rule = .waived }
    choice.isDryRun = dice.happens(0.1)
    choice.semantics.everyResultTrips = dice.happens(0.3)
    choice.semantics.lateResultsJoinOpen = dice.happens(0.3)
    choice.semantics.windowStartsWithPhase = dice.happens(0.3)
    return choice
  }

  var instant: Instant { Instant(nanoseconds: now) }

  mutating func outcome() -> Breaker.Outcome {
    let elapsed = dice.nanoseconds(below: 2_000_000_000)
    switch dice.below(20) {
    case 0..<9: return .success(elapsed: elapsed)
    case 9..<15: return .failure(elapsed: elapsed)
    case 15: return .lumpedFailure(elapsed: elapsed)
    case 16: return .tripsFor(nanoseconds: dice.nanoseconds(below: 30_000_000_000), elapsed: 0)
    case 17: return .abandoned
    default: return .ignored
    }
  }

  mutating func acquire() {
    if let permit = breaker.acquire(at: instant, using: &chance).permit { held.append(permit) }
  }

  mutating func finish() {
    guard !held.isEmpty else { return }
    let isRecent = dice.happens(0.6)
    let index = isRecent ? held.count - 1 : Int(dice.below(UInt64(held.count)))
    let permit = held.remove(at: index)
    let outcome = outcome()
    if let transition = breaker.finish(permit, outcome, at: instant, using: &chance) {
      finished.insert(transition.reason)
    }
    if permit != .bystander { spent.append(permit) }
    if spent.count > 50 { spent.removeFirst(25) }
  }

  mutating func order() {
    let orders: [Breaker.Order] = [
      .open(for: nil), .open(for: .seconds(4)), .probe, .close, .reset, .forceOpen, .disable,
      .metricsOnly,
    ]
    breaker.obey(orders[Int(dice.below(8))], at: instant, using: &chance)
  }

  /// Lets time pass and returns every transition.
  mutating func wait(for stops: [Int64]) -> [Breaker.Transition] {
    var seen: [Breaker.Transition] = []
    for stop in stops {
      var next = breaker.advance(to: Instant(nanoseconds: stop), using: &chance)
      while let transition = next {
        seen.append(transition)
        next = breaker.takeTransition()
      }
    }
    return seen
  }

  mutating func step() {
    switch dice.below(100) {
    case 0..<45: acquire()
    case 45..<85: finish()
    case 85..<97: now += dice.nanoseconds(below: 1_000_000_000)
    case 97: now += dice.nanoseconds(below: 30_000_000_000)
    case 98:
      if dice.happens(0.05) { order() }
      if dice.happens(0.3), [.forcedOpen, .disabled, .metricsOnly].contains(breaker.phase) {
        breaker.obey(.close, at: instant, using: &chance)
      }
    default:
      if dice.happens(0.01) {
        var new = BreakerStorm.configuration(using: &dice, ours: ours)
        // Probes that are out already may exceed a smaller budget.
        new.probes.count = max(new.probes.count, breaker.configuration.probes.count)
        breaker.reconfigure(new, at: instant, using: &chance)
      }
    }
    if held.count > 60 { held.removeFirst(30) }
  }
}

@Suite
struct BreakerPropertyTests {
  /// What holds after every operation, or what is wrong.
  private func complaint(_ storm: inout BreakerStorm) -> String? {
    let breaker = storm.breaker
    let choice = breaker.configuration
    if breaker.phase == .halfOpen && breaker.outstanding > choice.probes.count {
      return "\(breaker.outstanding) probes of \(choice.probes.count)"
    }
    if breaker.overdue > breaker.outstanding || breaker.overdue < 0 { return "overdue" }
    var copy = breaker
    let counts = copy.counts(at: storm.instant)
    if counts.failed < 0 || counts.slow < 0 || counts.failed > counts.bad
      || counts.slow > counts.bad || counts.bad > counts.total
    {
      return "counts \(counts)"
    }
    if let due = breaker.nextDeadline, due <= storm.instant { return "a deadline in the past" }
    return nil
  }

  @Test
  func theStormReachesEveryPhaseForEveryReason() {
    var phases = Set<Breaker.Phase>()
    var reasons = Set<Breaker.Transition.Reason>()
    for seed in 0..<100 as Range<UInt64> {
      var storm = BreakerStorm(seed: seed, ours: false)
      for _ in 0..<5_000 {
        storm.step()
        while let transition = storm.breaker.takeTransition() {
          phases.insert(transition.to)
          reasons.insert(transition.reason)
        }
      }
      reasons.formUnion(storm.finished)
    }
    #expect(phases.count == Breaker.Phase.allCases.count)
    #expect(Set(Breaker.Transition.Reason.allCases).subtracting(reasons) == [])
  }

  @Test(arguments: 0..<100)
  func neverMoreProbesThanAllowedNorNegativeCounts(_ seed: UInt64) {
    var storm = BreakerStorm(seed: seed, ours: false)
    for operation in 0..<10_000 {
      storm.step()
      storm.breaker.advance(to: storm.instant, using: &storm.chance)
      if let complaint = complaint(&storm) {
        Issue.record("seed \(seed), operation \(operation): \(complaint)")
        return
      }
    }
  }

  @Test(arguments: 0..<40)
  func strayPermitsChangeNothingButAMeter(_ seed: UInt64) {
    var storm = BreakerStorm(seed: seed, ours: true)
    for operation in 0..<10_000 {
      storm.step()
      storm.breaker.advance(to: storm.instant, using: &storm.chance)
      var twin = storm.breaker
      var chance = storm.chance
      let foreign = Breaker.Permit(slot: UInt32(storm.dice.below(70)), serial: .max / 3)
      let stray = storm.spent.isEmpty || operation % 3 == 0 ? foreign : storm.spent[0]
      twin.finish(stray, storm.outcome(), at: storm.instant, using: &chance)
      let strays = twin.meters.misused + twin.meters.late
      let expected = storm.breaker.meters.misused + storm.breaker.meters.late + 1
      twin.meters = storm.breaker.meters
      // `finish` hands out one transition; that is all that it may do.
      _ = storm.breaker.takeTransition()
      if strays != expected || twin != storm.breaker || chance.next() != storm.chance.next() {
        Issue.record("seed \(seed), operation \(operation)")
        return
      }
    }
  }

  @Test(arguments: 0..<40)
  func oneLongWaitIsManyShortOnesAndTimeNeverRunsBack(_ seed: UInt64) {
    var storm = BreakerStorm(seed: seed, ours: false)
    for operation in 0..<10_000 {
      storm.step()
      guard operation % 20 == 0 else { continue }
      while storm.breaker.takeTransition() != nil {}
      let start = storm.now
      let end = start + storm.dice.nanoseconds(below: 60_000_000_000)
      // Times out of order are taken for the latest one seen.
      let stops = (0..<storm.dice.below(20)).map { _ in
        start + storm.dice.nanoseconds(below: end - start + 1)
      }
      var patient = storm
      var restless = storm
      let seen = patient.wait(for: [end])
      let noted = restless.wait(for: stops + [end])
      let draws = (patient.chance.next(), restless.chance.next())
      if patient.breaker != restless.breaker || seen != noted || draws.0 != draws.1 {
        Issue.record("seed \(seed), operation \(operation)")
        return
      }
    }
  }

  @Test(arguments: 0..<500)
  func aHealthyBackendIsSoonServedAgain(_ seed: UInt64) {
    var storm = BreakerStorm(seed: seed, ours: true)
    for operation in 0..<2_000 {
      storm.step()
      guard operation % 50 == 49 else { continue }
      var trial = storm
      // An operator's order lasts until the next one; calls in flight end well, probes are lost.
      if [.forcedOpen, .disabled, .metricsOnly].contains(trial.breaker.phase) { continue }
      if trial.breaker.phase != .halfOpen {
        for permit in trial.held {
          trial.breaker.finish(
            permit,
            .success(elapsed: 0),
            at: trial.instant,
            using: &trial.chance
          )
        }
      }
      let choice = trial.breaker.configuration
      // The longest cool-down or Retry-After, a lease, a ramp, and a second for each probe.
      let seconds = 30 + 5 + 8 + Double(choice.probes.count)
      let end = trial.now + nanosecondsRounded(seconds * 1e9)
      while trial.now < end {
        trial.now += 1_000_000_000
        if let permit = trial.breaker.acquire(at: trial.instant, using: &trial.chance).permit {
          trial.breaker.finish(
            permit,
            .success(elapsed: 0),
            at: trial.instant,
            using: &trial.chance
          )
        }
      }
      if trial.breaker.phase != .closed {
        Issue.record("seed \(seed), operation \(operation): \(trial.breaker.phase)")
        return
      }
    }
  }
}
