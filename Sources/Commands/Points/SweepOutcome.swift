import Experiments
import GatewayModel
import Reports
import Scenarios

/// A sweep that was run.
struct SweepOutcome {
  let sweep: Sweep
  let study: PointStudy
  let result: Replications<PointTrial>

  private var isPortfolio: Bool { !sweep.plan.across.isEmpty }

  func estimate(_ point: Int, _ incident: Int, _ watched: Int) -> Estimate {
    study.estimate(result.samples, point * sweep.incidents.count + incident, watched)
  }

  private func asked(_ watched: Int) -> AskedValue { study.points[0].asked[watched] }

  private func direction(_ watched: Int) -> Direction {
    let one = asked(watched)
    let isMadeUp = one.event != nil && one.question.metric.name != "collapse"
    return isMadeUp ? .neither : one.question.metric.direction
  }

  /// `sweep.csv`, or `matrix.csv` across a portfolio of incidents.
  var table: Table {
    var columns = [Table.Column("point", .integer, "The design point, counted from 1.")]
    columns += sweep.plan.factors.map { Table.Column($0.path, .text, "The setting's value.") }
    columns.append(Table.Column("metric", .text, "What is watched."))
    if isPortfolio {
      columns.append(
        Table.Column("incident", .text, "The incident; last `worst case` and `regret`.")
      )
    }
    columns += [
      Table.Column("value", .number, "The estimate; empty is undefined or never."),
      Table.Column("ci_low", .number, "The lower end of its 95 % interval."),
      Table.Column("ci_high", .number, "The upper end."),
      Table.Column("replications", .integer, "How many defined the number."),
    ]
    var table = Table(
      name: isPortfolio ? "matrix" : "sweep",
      title: isPortfolio ? "Every point under every incident" : "Every point",
      columns: columns
    )
    let portfolios = sweep.watched.indices.map { portfolio($0) }
    for (point, values) in sweep.settings.enumerated() {
      for (index, name) in sweep.watched.enumerated() {
        let head = [.integer(Int64(point + 1))] + values.map(cell) + [Table.Cell.text(name)]
        for (number, incident) in sweep.incidents.enumerated() {
          let found = estimate(point, number, index)
          let tail: [Table.Cell] = [
            .number(orEmpty: found.value), .number(orEmpty: found.low),
            .number(orEmpty: found.high), .integer(Int64(found.replications)),
          ]
          table.append(head + (isPortfolio ? [.text(incident)] : []) + tail)
        }
        guard isPortfolio else { continue }
        let row = portfolios[index][point]
        let none: [Table.Cell] = [.empty, .empty, .empty]
        table.append(head + [.text("worst case"), .number(orEmpty: row.worst)] + none)
        table.append(head + [.text("regret"), .number(orEmpty: row.regret)] + none)
      }
    }
    return table
  }

  private func cell(_ value: String) -> Table.Cell { .text(value) }

  private func portfolio(_ watched: Int) -> [Tradeoff.Row] {
    let values = sweep.settings.indices.map { point in
      sweep.incidents.indices.map { estimate(point, $0, watched).value }
    }
    return Tradeoff.portfolio(values, direction(watched))
  }

  /// What one number of a point comes to: its value, or across incidents its worst case.
  private func score(_ watched: Int) -> [Double?] {
    isPortfolio
      ? portfolio(watched).map(\.worst)
      : sweep.settings.indices.map { estimate($0, 0, watched).value }
  }

  private func text(_ point: Int) -> String {
    zip(sweep.plan.factors, sweep.settings[point]).map { "\($0.path)=\($1)" }
      .joined(separator: ", ")
  }

  /// The best point of every watched number, the points that nothing beats in the first two, and
  /// across incidents the point that one would regret least.
  var sentences: [String] {
    var lines: [String] = []
    for index in sweep.watched.indices where direction(index) != .neither {
      let sign = direction(index) == .higherIsBetter ? -1.0 : 1.0
      let scores = score(index)
      let ranked = scores.indices.filter { scores[$0]?.isFinite ?? false }
      guard let best = ranked.min(by: { sign * (scores[$0] ?? 0) < sign * (scores[$1] ?? 0) })
      else { continue }
      let value = Humanised.text(scores[best], as: asked(index).quantity)
      let what = isPortfolio ? "best worst case" : "best"
      lines.append("\(sweep.watched[index]): \(what) \(value) at \(text(best)).")
      guard isPortfolio else { continue }
      let regrets = portfolio(index).map { $0.regret ?? .infinity }
      if let least = regrets.indices.min(by: { regrets[$0] < regrets[$1] }) {
        let regret = Humanised.text(regrets[least], as: asked(index).quantity)
        lines.append("\(sweep.watched[index]): least regret \(regret) at \(text(least)).")
      }
    }
    if sweep.watched.count > 1 {
      let front = Tradeoff.front(score(0), direction(0), score(1), direction(1))
      if !front.isEmpty, front.count < sweep.settings.count {
        let names = front.prefix(8).map { "[\(text($0))]" }.joined(separator: " ")
        let more = front.count > 8 ? " and \(front.count - 8) more" : ""
        lines.append(
          "Nothing beats in both \(sweep.watched[0]) and \(sweep.watched[1]): \(names)\(more)."
        )
      }
    }
    return lines
  }

  /// One picture a watched number: a map over the first two factors, a curve or rows over one.
  var charts: [Page.Block] {
    sweep.watched.indices.map { index in
      .chart(name: sweep.watched[index], chart(index, score(index)))
    }
  }

  private func chart(_ watched: Int, _ scores: [Double?]) -> Chart {
    let finite = scores.map { $0.flatMap { $0.isFinite ? $0 : nil } }
    let factors = sweep.plan.factors
    let columns = distinct(0)
    let rows = factors.count > 1 ? distinct(1) : [""]
    let values = rows.map { row in
      columns.map { column -> Double? in
        let here = sweep.settings.indices.filter { point in
          sweep.settings[point][0] == column
            && (factors.count < 2 || sweep.settings[point][1] == row)
        }
        let known = here.compactMap { finite[$0] }
        return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
      }
    }
    return .heat(
      Chart.HeatMap(
        x: factors[0].path,
        columns,
        y: factors.count > 1 ? factors[1].path : "",
        rows,
        in: asked(watched).quantity,
        values: values
      )
    )
  }

  private func distinct(_ factor: Int) -> [String] {
    let used = Set(sweep.settings.map { $0[factor] })
    var seen: Set<String> = []
    return sweep.plan.factors[factor].values.filter {
      used.contains($0) && seen.insert($0).inserted
    }
  }
}
