import Experiments
import GatewayModel
import Reports
import Scenarios

extension StudyOutcome {
  /// What a person reads in ten seconds.
  func digest(folder: String, files: [ResultFile]) -> Digest {
    Digest(
      title: study.scenario.title,
      verdicts: judged.map(\.line),
      tables: [headlines] + (compared.isEmpty ? [] : [comparedInShort]),
      sentences: [replicationsInWords + "."] + comparedSentences + sentences,
      folder: folder,
      files: files.map(\.name)
    )
  }

  /// The numbers that matter most, a row for each class and each variant.
  var headlines: Table {
    var table = Table(
      name: "headlines",
      columns: [
        Table.Column("class", .text, "The traffic class."),
        Table.Column("offered", .number, unit: "/s", "Messages that sources brought."),
        Table.Column("delivered", .share, "Of those offered."),
        Table.Column("in time", .share, "Accepted before the deadline."),
        Table.Column("amplification", .number, "Attempts per message."),
        Table.Column("p50", .duration, "Offered until accepted."),
        Table.Column("p99", .duration, "Offered until accepted."),
      ]
    )
    for variant in study.variants.indices {
      let plan = study.variants[variant].world
      for number in plan.classes.indices {
        let scope = "class:" + plan.classes[number].name
        let label = study.label(of: variant)
        let name = plan.classes[number].name
        table.append([
          .text(label.isEmpty ? name : "\(label): \(name)"),
          cell(variant, "offered", .rate, scope), share(variant, "delivered", "offered", scope),
          cell(variant, "delivered-in-time", .value, scope),
          cell(variant, "amplification", .value, scope),
          cell(variant, "time-to-accept", .percentile(0.5), scope),
          cell(variant, "time-to-accept", .percentile(0.99), scope),
        ])
      }
    }
    return table
  }

  /// What happened in words, as far as the events tell it.
  private var sentences: [String] {
    let lost = ledger.rows.indices.reduce(Int64(0)) { sum, row in
      if case .integer(let value) = ledger.cell(row, "lost") { return sum + value }
      return sum
    }
    return lost == 0
      ? [] : ["\(lost) messages are explained by nothing: this is a mistake of ours."]
  }

  private func value(
    _ variant: Int,
    _ metric: String,
    _ statistic: Metric.Statistic,
    _ scope: String
  ) -> Double? {
    let index = study.summary[variant].firstIndex {
      $0.metric.name == metric && $0.statistic == statistic && $0.scope.label == scope
    }
    return index.flatMap { Estimate(of: samples[variant][$0]).value }
  }

  private func cell(
    _ variant: Int,
    _ metric: String,
    _ statistic: Metric.Statistic,
    _ scope: String
  ) -> Table.Cell {
    // A terminal says "never"; only files leave it out.
    value(variant, metric, statistic, scope).map { .number($0) } ?? .empty
  }

  private func share(
    _ variant: Int,
    _ part: String,
    _ whole: String,
    _ scope: String
  ) -> Table.Cell {
    guard let part = value(variant, part, .rate, scope),
      let whole = value(variant, whole, .rate, scope), whole > 0
    else { return .empty }
    return .number(part / whole)
  }
}
