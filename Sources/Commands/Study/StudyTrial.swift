import Experiments
import GatewayModel
import Reports
import TimeAndChance

/// What a study keeps of one trial, and of all trials of a variant once they are merged.
struct StudyTrial: Measurement {
  /// In the order of the questions; of the first trial once merged.
  let samples: [Double?]
  var measured: Measurements
  /// Whether an earlier start had played it.
  var isKept = false

  mutating func merge(_ later: StudyTrial) {
    measured.merge(later.measured)
  }
}

extension Gauge {
  /// Plays a world and says on the way how far it is; nil when nobody wants the rest.
  func measure(_ world: WorldPlan, seed: Seed) -> Measurements? {
    WorldRun.measure(world, seed: seed) { share, messages, now in
      report(share: share, messages: messages, at: now)
      return !shouldStop
    }
  }

  /// The same, unless a trial of that name was kept by an earlier start.
  func measure(
    _ world: WorldPlan,
    seed: Seed,
    as name: String,
    kept store: TrialStore?
  ) -> (value: Measurements, isKept: Bool)? {
    guard let store else { return measure(world, seed: seed).map { ($0, false) } }
    return store.whole(of: name) { measure(world, seed: seed) }
  }
}
