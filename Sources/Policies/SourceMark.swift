/// How well a figure is known.
///
/// Every row and every fact carries one, so that a report can say which of its inputs are
/// documented and which are folklore.
public enum SourceMark: String, Sendable, Hashable, CaseIterable {
  /// The provider's own text, which we read.
  case documented = "D"
  /// The provider's text as a third party quotes it: re-check before quoting it on.
  case documentedSecondHand = "D*"
  /// Read in a library's source code.
  case code = "C"
  /// Observed by users: an issue, a forum thread, a measurement.
  case observed = "O"
  /// A claim from the field notes.
  case seed = "S"
  /// Our arithmetic from other figures.
  case derived
  /// Our own design choice; no source.
  case proposal
  /// Needed for a run, and published nowhere.
  case assumption

  /// One or two words for a table.
  public var meaning: String {
    switch self {
    case .documented: "documented"
    case .documentedSecondHand: "documented, quoted by others"
    case .code: "read in code"
    case .observed: "observed"
    case .seed: "field notes"
    case .derived: "derived"
    case .proposal: "our choice"
    case .assumption: "assumption"
    }
  }
}
