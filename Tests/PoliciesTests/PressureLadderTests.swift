import Testing
import TimeAndChance

@testable import Policies

@Suite
struct PressureLadderTests {
  private struct Driver {
    var ladder: PressureLadder
    var chance = RandomStream(Seed(1))

    /// Gives one second's load of 100 results, `slow` of them slow, and returns the rung after it.
    mutating func second(_ second: Int, slow: Int) -> Int {
      for index in 0..<100 {
        let now = Instant(nanoseconds: Int64(second) * 1_000_000_000 + Int64(index) * 10_000_000)
        let elapsed: Int64 = index < slow ? 600_000_000 : 50_000_000
        ladder.observe(.good, elapsed: elapsed, at: now, using: &chance)
      }
      return ladder.rung
    }

    mutating func admit(_ priority: UInt8, at second: Int) -> PressureLadder.Action {
      let now = Instant(nanoseconds: Int64(second) * 1_000_000_000)
      return ladder.admit(priority: priority, at: now, using: &chance)
    }
  }

  private static var choice: PressureLadder.Configuration {
    var choice = PressureLadder.Configuration()
    choice.window = .seconds(2)
    choice.latency = PressureLadder.LatencySignal(above: .milliseconds(500), for: .seconds(3))
    choice.dwell = .seconds(4)
    return choice
  }

  /// One tick is a second.
  ///
  /// Load: `.` fast, `x` slow. Seen: the rung. Slow must last 3 s, steps are 4 s apart.
  @Test
  func climbsAndDescendsWithPatience() {
    let load = "....xx....xxxxxxxxxxxxxxxxxxxxxx......................."
    var driver = Driver(ladder: PressureLadder(Self.choice))
    var seen = ""
    for (second, tick) in load.enumerated() {
      seen += "\(driver.second(second, slow: tick == "x" ? 20 : 2))"
    }
    #expect(seen.prefix(10).allSatisfy { $0 == "0" }, "two slow seconds are no pressure: \(seen)")
    #expect(seen.contains("4") && seen.last == "0", "\(seen)")
    let steps = Array(seen).reduce(into: [Character]()) { if $0.last != $1 { $0.append($1) } }
    #expect(String(steps) == "012343210", "\(seen)")
    let meters = driver.ladder.meters
    #expect(meters.allSatisfy { $0.entered == 1 } && meters[0].inForce > meters[3].inForce)
  }

  @Test
  func everyRungDoesWhatItSays() {
    var choice = PressureLadder.Configuration()
    choice.queue = PressureLadder.Signal(above: 100)
    choice.dwell = .zero
    var driver = Driver(ladder: PressureLadder(choice))
    var found: [[String]] = []
    for second in 1...5 {
      found.append((0..<4 as Range<UInt8>).map { Self.letter(driver.admit($0, at: second)) })
      driver.ladder.sense(queue: 500, at: Instant(nanoseconds: Int64(second) * 1_000_000_000))
    }
    let expected = ["----", "dddd", "ddds", "ddss", "oooo"]
    #expect(found.map { $0.joined() } == expected)
    #expect(driver.ladder.meters.map(\.acted) == [9, 2, 1, 4])
    #expect(driver.ladder.isOn(.queue) && !driver.ladder.isOn(.cpu))
  }

  private static func letter(_ action: PressureLadder.Action) -> String {
    switch action {
    case .proceed: "-"
    case .delay(let span): (10_000_000...30_000_000).contains(span) ? "d" : "?"
    case .shed: "s"
    case .refuse(let wait): (10_000_000_000...12_000_000_000).contains(wait) ? "o" : "?"
    }
  }

  @Test
  func aDryRunStepsAndMetersAndDoesNothing() {
    var choice = PressureLadder.Configuration()
    choice.cpu = PressureLadder.Signal(above: 0.7)
    choice.dwell = .zero
    choice.isDryRun = true
    var driver = Driver(ladder: PressureLadder(choice))
    for second in 1...8 {
      let action = driver.admit(3, at: second)
      #expect(action == .proceed)
      driver.ladder.sense(cpu: 0.9, at: Instant(nanoseconds: Int64(second) * 1_000_000_000))
    }
    #expect(driver.ladder.rung == 4 && driver.ladder.meters[3].acted > 0)
    let step = driver.ladder.takeStep()
    #expect(step?.isDryRun == true && step?.cause == .cpu && step?.value == 0.9)
  }

  @Test
  func aSlowPipelineReactsLater() {
    var reached: [Int] = []
    for delay in [0, 10] {
      var choice = Self.choice
      choice.delay = .seconds(delay)
      var driver = Driver(ladder: PressureLadder(choice))
      reached.append((0..<60).first { driver.second($0, slow: 50) > 0 } ?? -1)
    }
    #expect(reached[1] - reached[0] == 10)
  }

  /// However often it is asked, and whatever the time says: the same looks at the same instants.
  @Test(arguments: 0..<20)
  func stepsDoNotDependOnHowOftenItIsAsked(_ seed: UInt64) {
    var dice = RandomStream(Seed(seed))
    var choice = Self.choice
    choice.errorRate = PressureLadder.Signal(above: 0.2, for: .seconds(2))
    choice.throttledRate = PressureLadder.Signal(above: 0.1)
    choice.load = PressureLadder.Signal(above: 0.8, for: .seconds(1))
    choice.delay = .seconds(Int(dice.below(4)))
    choice.dwell = .seconds(Int(dice.below(5)))
    var calm = PressureLadder(choice)
    var nervous = calm
    var chance = RandomStream(Seed(seed), "policy")
    var now: Int64 = 0
    var trouble = 0.0
    for operation in 0..<50_000 {
      now += dice.nanoseconds(below: dice.happens(0.001) ? 100_000_000_000 : 40_000_000)
      if dice.happens(0.002) { trouble = dice.unit() }
      let instant = Instant(nanoseconds: now)
      let earlier = now - dice.nanoseconds(below: 1_000_000_000)
      nervous.advance(to: Instant(nanoseconds: earlier))
      nervous.advance(to: instant)
      let result: PressureLadder.Result =
        dice.happens(trouble / 2) ? .failed : dice.happens(trouble / 8) ? .throttled : .good
      let elapsed = dice.nanoseconds(below: 1_000_000_000)
      let load = dice.unit() + trouble / 2
      calm.observe(result, elapsed: elapsed, at: instant, using: &chance)
      nervous.observe(result, elapsed: elapsed, at: instant, using: &chance)
      calm.sense(load: load, at: instant)
      nervous.sense(load: load, at: instant)
      let steps = (calm.takeStep(), nervous.takeStep())
      if calm != nervous || steps.0 != steps.1 || !(0...4).contains(calm.rung) {
        Issue.record("seed \(seed), operation \(operation)")
        return
      }
      if let step = steps.0, abs(step.to - step.from) != 1 { Issue.record("a jump, seed \(seed)") }
    }
  }
}
