import Experiments
import GatewayModel
import Scenarios
import Statistics
import TimeAndChance

@testable import Commands

/// A small study that many tests look at: an outage of one of two providers, run once.
enum SampleStudy {
  static let text = """
    spillway: 1
    title: An outage of ten seconds
    run: {duration: 40s, warm-up: 5s, replications: 3, seed: 7}
    load:
      otp: {to: fcm, priority: p0, arrivals: {poisson: 200/s}, deadline: 30s}
      news: {to: apns, priority: p2, arrivals: {poisson: 50/s}}
    fleet: {servers: 2}
    faults:
      - {name: outage, at: 15s, for: 10s, hits: fcm, answers: {503: 80%}}
    compare:
      naive: {policy: naive}
    expect:
      - amplification(fcm) >= 3
      - delivered-in-time(otp) >= 1%
      - probability(amplification(fcm) < 3) >= 90%
      - amplification(fcm) in naive >= 1.1 during outage
      - lost == 0
    """

  static func scenario(_ text: String = text) throws(ScenarioErrors) -> Scenario {
    try Scenario.load(Array(text.utf8), path: "sample.yaml")
  }

  static func outcome(jobs: Int, withAllVariants: Bool = true) throws -> StudyOutcome {
    let (study, lines) = Study.ofExpectations(
      try scenario(),
      withAllVariants: withAllVariants,
      seed: nil,
      replications: nil
    )
    return study.outcome(of: lines, on: Runner(jobs: jobs)) { _, _ in }
  }

  /// The study of all its variants, run once for every test.
  static let shared = Result { try outcome(jobs: 2) }
}
