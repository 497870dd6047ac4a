import Experiments
import GatewayModel
import Reports
import Scenarios
import TimeAndChance

/// A world among several that are asked the same things.
struct DesignPoint: Sendable {
  /// What tells it from the others of the study.
  let key: String
  let world: WorldPlan
  let asked: [AskedValue]

  /// Plays the world once and reads off what is asked, or finds it in the store.
  func samples(_ trial: Trial, _ gauge: Gauge, kept store: TrialStore?) -> [Double?]? {
    func played() -> [Double?]? {
      gauge.measure(world, seed: trial.seed).map { measured in
        asked.map { $0.sample(measured, of: world) }
      }
    }
    guard let store else { return played() }
    return store.samples(of: "\(key) replication=\(trial.replication)", or: played)
  }
}

/// The samples of one trial of a design point: nothing else is kept, so that points may be many.
struct PointTrial: Measurement {
  let values: [Double?]
  mutating func merge(_ later: PointTrial) {}
}

/// Many worlds under the same random numbers.
struct PointStudy {
  let points: [DesignPoint]
  let plan: ReplicationPlan
  let seed: Seed
  let precision: Double
  let store: TrialStore?

  var widened: Double { plan.stopping.widened }

  func run(
    on runner: Runner,
    progress: (Runner.Progress) -> Void
  ) -> Replications<PointTrial> {
    let (points, store) = (points, store)
    return runner.replicate(
      plan,
      designs: points.count,
      seed: seed,
      trial: { trial, gauge in
        points[trial.design].samples(trial, gauge, kept: store).map { PointTrial(values: $0) }
      },
      numbers: \.values,
      isPrecise: { samples in
        points.indices.allSatisfy { point in
          points[point].asked.indices.allSatisfy { index in
            estimate(samples, point, index).isWithin(
              precision,
              by: points[point].asked[index].method
            )
          }
        }
      },
      progress: progress
    )
  }

  /// What the replications say of one number of one point.
  func estimate(_ samples: [[[Double?]]], _ point: Int, _ index: Int) -> Estimate {
    let values = samples[point].indices.contains(index) ? samples[point][index] : []
    return Estimate(of: values, by: points[point].asked[index].method, widened: widened)
  }
}
