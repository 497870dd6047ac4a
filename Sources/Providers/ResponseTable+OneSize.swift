public import Policies

extension ResponseTable {
  /// The classifier of a first version: whatever is not a success is tried again.
  ///
  /// Dead tokens, our own mistakes and spent quotas all count as an ailing provider.
  public static let oneSize = ResponseTable(
    "one-size",
    "Anything but 2xx is retried.",
    otherwise: .transient(.dead),
    rows: [Row(.statusClass(2), .accepted, .proposal, "what a first version does")]
      + transportRows(all: .transient(.dead), .proposal, "what a first version does")
  )
}
