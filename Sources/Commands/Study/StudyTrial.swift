import Experiments
import GatewayModel

/// What a study keeps of one trial, and of all trials of a variant once they are merged.
struct StudyTrial: Measurement {
  /// In the order of the questions; of the first trial once merged.
  let samples: [Double?]
  var measured: Measurements

  mutating func merge(_ later: StudyTrial) {
    measured.merge(later.measured)
  }
}
