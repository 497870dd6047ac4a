import Experiments
import Reports
import Scenarios

extension Table {
  /// `compare.csv`: every number of every variant beside the baseline's.
  static func compared(_ values: [ComparedValue]) -> Table {
    var table = Table(
      name: "compare",
      title: "Paired differences to the baseline, corrected for how many there are (Holm)",
      columns: [
        Column("metric", .text, "The number, as `expect:` would write it."),
        Column("scope", .text, "Of which part of the world; empty is all of it."),
        Column("variant", .text, "The variant."),
        Column("baseline", .text, "What it is compared with."),
        Column("value", .number, "The variant's estimate; empty is undefined or never."),
        Column("baseline_value", .number, "The baseline's."),
        Column("difference", .number, "Mean of the paired differences, variant minus baseline."),
        Column("ci_low", .number, "The lower end of its 95 % interval."),
        Column("ci_high", .number, "The upper end."),
        Column("p_value", .number, "Of noise alone, after Holm's correction."),
        Column("verdict", .text, "What may be said."),
      ]
    )
    for one in values {
      let difference = one.comparison.difference
      table.append([
        .text(one.name), .text(one.scope), .text(one.variant), .text(one.baseline),
        .number(orEmpty: one.value.value), .number(orEmpty: one.baselineValue.value),
        .number(orEmpty: difference.value), .number(orEmpty: difference.low),
        .number(orEmpty: difference.high), .number(orEmpty: one.comparison.adjusted),
        .text(one.comparison.verdict.description),
      ])
    }
    return table
  }
}

extension StudyOutcome {
  /// The comparison as a person reads it.
  var comparedInShort: Table {
    var table = Table(
      name: "compared",
      columns: [
        Table.Column("number", .text, "As `expect:` would write it."),
        Table.Column("variant", .text, "The variant."),
        Table.Column("value", .text, "Its estimate."),
        Table.Column("baseline", .text, "The baseline's estimate."),
        Table.Column("difference", .text, "Variant minus baseline, with its 95 % interval."),
        Table.Column("verdict", .text, "What may be said."),
      ]
    )
    for one in compared {
      let difference = one.comparison.difference
      var found = Humanised.text(difference.value, as: one.quantity)
      if let half = difference.halfWidth, half > 0 {
        found += " ± " + Humanised.text(half, as: one.quantity)
      }
      table.append([
        .text(one.name), .text(one.variant),
        .text(Humanised.text(one.value.value, as: one.quantity)),
        .text(Humanised.text(one.baselineValue.value, as: one.quantity)), .text(found),
        .text(one.comparison.verdict.description),
      ])
    }
    return table
  }

  /// A sentence for each variant: where it is better and where it is worse.
  var comparedSentences: [String] {
    study.variants.map(\.name).compactMap { variant in
      let mine = compared.filter { $0.variant == variant }
      guard let baseline = mine.first?.baseline else { return nil }
      func names(_ verdict: Experiments.Comparison.Verdict) -> String {
        let found = mine.filter { $0.comparison.verdict == verdict }.map(\.name)
        return found.isEmpty ? "nothing" : found.joined(separator: ", ")
      }
      return "\(variant) against \(baseline): better in \(names(.better)); "
        + "worse in \(names(.worse))."
    }
  }

  /// The comparison's part of the page, with every replication as a point.
  var comparedSections: [Page.Section] {
    guard !compared.isEmpty else { return [] }
    var charts: [Page.Block] = []
    var seen: Set<String> = []
    for one in compared where seen.insert(one.name).inserted {
      var groups = [group(one.baseline, one.comparison.pairing.baseline, one.baselineValue)]
      groups += compared.filter { $0.name == one.name }.map {
        group($0.variant, $0.comparison.pairing.samples, $0.value)
      }
      charts.append(.chart(name: one.name, .strip(groups, in: one.quantity)))
    }
    return [Page.Section("Compared", [.table(comparedInShort)] + charts)]
  }

  private func group(_ name: String, _ samples: [Double?], _ value: Estimate) -> Chart.StripGroup {
    Chart.StripGroup(
      name,
      samples.map { $0.flatMap { $0.isFinite ? $0 : nil } },
      low: value.low.flatMap { $0.isFinite ? $0 : nil },
      high: value.high.flatMap { $0.isFinite ? $0 : nil }
    )
  }
}
