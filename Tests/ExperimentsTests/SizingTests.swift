import Testing
import TimeAndChance

@testable import Experiments

@Suite
struct SizingTests {
  private static func noise(_ trial: Trial, _ name: String) -> Double {
    var stream = RandomStream(trial.seed, name)
    return stream.unit() - 0.5
  }

  /// 40/size, with a little noise; the second case is half as hard again.
  private static let wait: @Sendable (Int, Trial, Gauge) -> [Double?]? = { size, trial, _ in
    let load = trial.design == 0 ? 40.0 : 60.0
    return [load / Double(size) * (1 + 0.01 * noise(trial, "wait")), Double(size)]
  }

  private static func question(
    _ range: ClosedRange<Int>,
    goal: Sizing.Goal = .smallest,
    most: Double = .infinity,
    cases: [String] = ["as scripted", "region lost"]
  ) -> Sizing {
    Sizing(
      goal,
      in: range,
      objectives: [
        Objective("wait <= 0.5", .lessOrEqual, 0.5), Objective("size <= most", .lessOrEqual, most),
      ],
      cases: cases
    )
  }

  @Test(arguments: [1, 10, 100, 121, 122, 300, 1_000])
  func theSmallestIsFoundFromAnyGuess(guess: Int) {
    let answer = Runner(jobs: 2).solve(
      Self.question(10...1_000),
      guess: guess,
      seed: Seed(7),
      trial: Self.wait
    )
    // 60/size is 0.5 at 120, where the noise cannot be told from the bound.
    #expect(answer.chosen == 121 && answer.isComplete && answer.contradiction == nil)
    #expect(answer.neighbour?.size == 120)
    #expect(
      answer.neighbour?.binding
        == Sizing.Binding(caseIndex: 1, objective: 0, verdict: .inconclusive)
    )
    #expect(answer.candidates.count <= 22)
    #expect(answer.candidates.map(\.size) == answer.candidates.map(\.size).sorted())
  }

  @Test
  func whatBindsIsNamedWhenNothingIsEnough() {
    let answer = Runner(jobs: 1).solve(
      Self.question(10...90),
      guess: 50,
      seed: Seed(7),
      trial: Self.wait
    )
    #expect(answer.chosen == nil && answer.isComplete)
    #expect(answer.neighbour?.size == 90)
    #expect(
      answer.neighbour?.binding == Sizing.Binding(caseIndex: 1, objective: 0, verdict: .notMet)
    )
  }

  @Test
  func theLargestLoadThatHoldsIsFound() {
    let answer = Runner(jobs: 2).solve(
      Self.question(1...500, goal: .largest, most: 333.5, cases: ["as scripted"]),
      guess: 20,
      seed: Seed(7),
      trial: { size, _, _ in [0, Double(size)] }
    )
    #expect(answer.chosen == 333 && answer.neighbour?.size == 334)
  }

  @Test
  func aResponseThatIsNotMonotoneIsReported() {
    let answer = Runner(jobs: 2).solve(
      Self.question(10...1_000, most: 150),
      guess: 100,
      seed: Seed(7),
      trial: Self.wait
    )
    #expect(answer.chosen == 121)
    #expect(answer.contradiction?.better == 181)
  }

  @Test
  func theEndsOfTheRangeAreTried() {
    let answer = Runner(jobs: 2).solve(
      Self.question(200...1_000),
      guess: 700,
      seed: Seed(7),
      trial: Self.wait
    )
    #expect(answer.chosen == 200 && answer.neighbour == nil)
  }

  @Test
  func cancellationChoosesNothing() {
    let cancellation = Cancellation()
    let answer = Runner(jobs: 2, cancellation: cancellation).solve(
      Self.question(10...1_000),
      guess: 500,
      seed: Seed(7),
      trial: Self.wait,
      each: { _ in cancellation.request() }
    )
    #expect(answer.chosen == nil && !answer.isComplete && answer.candidates.count == 1)
  }
}
