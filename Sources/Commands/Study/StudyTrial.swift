import Experiments
import GatewayModel
import TimeAndChance

/// What a study keeps of one trial, and of all trials of a variant once they are merged.
struct StudyTrial: Measurement {
  /// In the order of the questions; of the first trial once merged.
  let samples: [Double?]
  var measured: Measurements

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
}
