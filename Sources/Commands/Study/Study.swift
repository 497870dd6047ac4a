import Experiments
import GatewayModel
import Reports
import Scenarios
import TimeAndChance

/// Some variants of a scenario, run as often as they need, and what every replication answered.
struct Study {
  let scenario: Scenario
  let variants: [Scenario.Variant]
  let seed: Seed
  let plan: ReplicationPlan
  /// By variant: what `summary.csv` shows.
  let summary: [[Question]]
  /// By variant: the values that precision is asked of.
  let asked: [[AskedValue]]

  /// Prepares the study of `variants`.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - variants: Which ways to run it.
  ///   - asked: By variant, the values that expectations and the like name.
  ///   - seed: In place of the scenario's own.
  ///   - replications: In place of the scenario's own.
  init(
    _ scenario: Scenario,
    variants: [Scenario.Variant],
    asked: [[AskedValue]],
    seed: UInt64?,
    replications: UInt64?
  ) {
    self.scenario = scenario
    self.variants = variants
    self.asked = asked
    self.seed = Seed(seed ?? UInt64(bitPattern: Int64(scenario.run.seed)))
    summary = variants.map { Question.summary(of: $0.world) }
    plan =
      if let replications {
        .fixed(Int(replications))
      } else {
        switch scenario.run.replications {
        case .fixed(let count): .fixed(count)
        case .auto: .automatic(atMost: scenario.run.atMost)
        }
      }
  }

  /// How much wider intervals are because the study chooses when to stop.
  var widened: Double { plan.stopping.widened }

  /// Runs the trials.
  ///
  /// - Parameters:
  ///   - runner: With how many jobs, and where the wish to end is made.
  ///   - store: Where finished trials are kept and looked for.
  ///   - each: Sees every finished trial in order.
  ///   - progress: Called about ten times a second, with the widest half-width at the last look.
  /// - Returns: The samples: first the summary's, then the asked values'.
  func run(
    on runner: Runner,
    kept store: TrialStore? = nil,
    each: (Trial, StudyTrial) -> Void,
    progress: (Runner.Progress, Double?) -> Void
  ) -> Replications<StudyTrial> {
    let worlds = variants.map(\.world)
    let names = variants.map(\.name)
    let (summary, asked) = (summary, asked)
    var reached: Double?
    return runner.replicate(
      plan,
      designs: variants.count,
      seed: seed,
      trial: { trial, gauge in
        let world = worlds[trial.design]
        let name = "variant=\(names[trial.design]) replication=\(trial.replication)"
        let found = gauge.measure(world, seed: trial.seed, as: name, kept: store)
        guard let (measured, isKept) = found else { return nil }
        return StudyTrial(
          samples: summary[trial.design].map { $0.sample(measured, of: world) }
            + asked[trial.design].map { $0.sample(measured, of: world) },
          measured: measured,
          isKept: isKept
        )
      },
      numbers: \.samples,
      isPrecise: { samples in
        let widest = widestHalfWidth(samples)
        reached = widest
        return widest.map { $0 <= scenario.run.precision.value } ?? false
      },
      each: each,
      progress: { progress($0, reached) }
    )
  }

  /// The estimates of one variant's asked values.
  func estimates(_ samples: [[Double?]], variant: Int) -> [Estimate] {
    let offset = summary[variant].count
    return asked[variant].indices.map { index in
      Estimate(of: samples[offset + index], by: asked[variant][index].method, widened: widened)
    }
  }

  /// The widest half-width of what precision is asked of, as a share of the value (in points for a
  /// probability); nil when one has no bounded interval yet.
  ///
  /// A study that names no value is as precise as its goodput and its mean time to accept.
  private func widestHalfWidth(_ samples: [[[Double?]]]) -> Double? {
    var widest = 0.0
    for variant in variants.indices {
      for (estimate, method) in watched(samples[variant], variant) {
        if estimate.isWithin(0, by: method) { continue }
        let width = method == .probability ? estimate.halfWidth : estimate.relativeHalfWidth
        guard let width else { return nil }
        widest = max(widest, width)
      }
    }
    return widest
  }

  private func watched(
    _ samples: [[Double?]],
    _ variant: Int
  ) -> [(Estimate, Estimate.Method)] {
    guard asked[variant].isEmpty else {
      return zip(estimates(samples, variant: variant), asked[variant]).map { ($0, $1.method) }
    }
    return summary[variant].indices.compactMap { index in
      let question = summary[variant][index]
      guard question.scope == .whole, question.statistic == question.metric.headline,
        ["goodput", "time-to-accept"].contains(question.metric.name)
      else { return nil }
      return (Estimate(of: samples[index], widened: widened), .mean)
    }
  }
}
