import Experiments
import GatewayModel
import Reports
import Scenarios

/// What the search for a size found.
struct SizeOutcome {
  let study: SizeStudy
  let answer: Sizing.Answer

  private var names: [String] { study.plan.survive.map(\.name) }

  /// How `size` ends.
  var ending: Ending {
    guard answer.isComplete else { return .interrupted }
    if answer.chosen != nil { return .done }
    return edge?.verdict == .inconclusive ? .inconclusive : .unmet
  }

  /// The best candidate that is not enough: what an infeasible size fails by.
  private var edge: Sizing.Candidate? {
    switch study.sizing.goal {
    case .smallest: answer.candidates.last
    case .largest: answer.candidates.first
    }
  }

  /// The setting, and the value that was found.
  var sentences: [String] {
    var lines: [String] = []
    let (least, most) = (study.sizing.range.lowerBound, study.sizing.range.upperBound)
    if let chosen = answer.chosen {
      let word = study.sizing.goal == .smallest ? "smallest" : "largest"
      lines.append(
        "\(study.plan.path) = \(study.written(chosen)): the \(word) that meets every objective in "
          + (names.count == 1 ? "the case" : "all \(names.count) cases") + "."
      )
      if let neighbour = answer.neighbour {
        lines.append("\(study.written(neighbour.size)) does not: \(reason(neighbour)).")
      } else {
        lines.append("It is the end of the range: further ones were not tried.")
      }
      lines += cost(chosen)
    } else if !answer.isComplete {
      lines.append("Stopped before the size was found.")
    } else {
      let how = edge?.verdict == .inconclusive ? "Cannot tell" : "Infeasible"
      lines.append(
        "\(how): nothing from \(study.written(least)) to \(study.written(most)) was shown to meet "
          + "every objective\(edge.map { "; even at \(study.written($0.size)): \(reason($0))" } ?? "")."
      )
    }
    if let odd = answer.contradiction {
      lines.append(
        "More is not always better here: \(study.written(odd.worse)) is enough and "
          + "\(study.written(odd.better)) is not, so do not trust a single number."
      )
    }
    lines += study.closedForms.map { form in
      guard let servers = form.servers else { return "By \(form.constraint): \(form.because)." }
      return "By \(form.constraint) alone \(servers) servers would do (\(form.because))."
    }
    return lines
  }

  /// What binds a candidate that is not enough.
  private func reason(_ candidate: Sizing.Candidate) -> String {
    guard let binding = candidate.binding else { return "nothing binds" }
    let judgement = candidate.judgements[binding.caseIndex][binding.objective]
    let found = Humanised.text(judgement.estimate.value, as: quantity(binding.objective))
    let how = binding.verdict == .inconclusive ? "cannot be told" : "is not met"
    return "`\(study.sizing.objectives[binding.objective].text)` under "
      + "\(names[binding.caseIndex]) \(how) (found \(found))"
  }

  private func quantity(_ objective: Int) -> Quantity {
    let claim = study.plan.objectives[objective].claim
    return (try? AskedValue(claim, in: study.scenario.world))?.quantity ?? .plain(unit: "")
  }

  private func cost(_ chosen: Int) -> [String] {
    let hourly = study.scenario.world.fleet.serverCostPerHour
    guard hourly > 0, study.plan.path == "fleet.servers" else { return [] }
    let cost = Humanised.digits(hourly * Double(chosen))
    return ["These servers cost \(cost) an hour."]
  }

  /// The chosen size's objectives as lines with marks.
  var lines: [Digest.Line] {
    let shown = answer.candidates.first { $0.size == answer.chosen } ?? edge
    guard let shown else { return [] }
    return names.indices.flatMap { index in
      study.sizing.objectives.indices.map { objective in
        let judgement = shown.judgements[index][objective]
        let found = Humanised.text(judgement.estimate.value, as: quantity(objective))
        return Digest.Line(
          "\(study.sizing.objectives[objective].text) (\(names[index]))",
          judgement.verdict,
          found: found,
          note: ""
        )
      }
    }
  }

  /// `sizing.csv`: the closed forms, then every candidate by size.
  var table: Table {
    var table = Table(
      name: "sizing",
      title: "Every size that was tried, by \(study.plan.path)",
      columns: [
        Table.Column("kind", .text, "closed form, candidate, neighbour or chosen."),
        Table.Column("size", .number, "The value of the setting, in the unit of `between`."),
        Table.Column("case", .text, "The fault to survive; the constraint of a closed form."),
        Table.Column("objective", .text, "The line as written."),
        Table.Column("value", .number, "The estimate; empty is undefined or never."),
        Table.Column("ci_low", .number, "The lower end of its interval."),
        Table.Column("ci_high", .number, "The upper end."),
        Table.Column("bound", .number, "The bound."),
        Table.Column("verdict", .text, "met, not met or inconclusive."),
        Table.Column("replications", .integer, "How many were made."),
      ]
    )
    for form in study.closedForms {
      table.append([
        .text("closed form"), .number(orEmpty: form.servers.map { Double($0) }),
        .text(form.constraint),
        .text(form.because), .empty, .empty, .empty, .empty, .text(""), .empty,
      ])
    }
    for candidate in answer.candidates {
      let kind =
        candidate.size == answer.chosen
        ? "chosen" : (candidate.size == answer.neighbour?.size ? "neighbour" : "candidate")
      for (index, row) in candidate.judgements.enumerated() {
        for (objective, judgement) in row.enumerated() {
          let found = judgement.estimate
          table.append([
            .text(kind), .number(Double(candidate.size) * study.step), .text(names[index]),
            .text(study.sizing.objectives[objective].text), .number(orEmpty: found.value),
            .number(orEmpty: found.low), .number(orEmpty: found.high), .number(judgement.bound),
            .text(judgement.verdict.rawValue), .integer(Int64(candidate.replications)),
          ])
        }
      }
    }
    return table
  }

  /// Every objective over the sizes, with its bound.
  var charts: [Page.Block] {
    study.sizing.objectives.indices.map { objective in
      let lines = names.indices.map { index in
        Chart.Line(
          names[index],
          style: .both,
          answer.candidates.map { candidate in
            let found = candidate.judgements[index][objective].estimate
            func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }
            return Chart.Point(
              Double(candidate.size) * study.step,
              finite(found.value),
              low: finite(found.low),
              high: finite(found.high)
            )
          }
        )
      }
      var bounds = [
        Chart.Bound("bound", isVertical: false, at: study.sizing.objectives[objective].bound)
      ]
      if let chosen = answer.chosen {
        bounds.append(
          Chart.Bound("chosen", isVertical: true, at: Double(chosen) * study.step)
        )
      }
      return .chart(
        name: study.sizing.objectives[objective].text,
        .curve(
          Chart.Curve(
            x: Chart.Axis(study.plan.path, in: .plain(unit: study.plan.unit)),
            y: Chart.Axis(study.sizing.objectives[objective].text, in: quantity(objective)),
            lines: lines,
            bounds: bounds
          )
        )
      )
    }
  }
}
