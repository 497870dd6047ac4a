import Experiments
import Reports
import Scenarios
import TimeAndChance

/// A `size:` with a second setting: the answer for each of its values, and which of them nothing
/// beats.
struct SizeFrontier {
  let plan: SizePlan
  let and: String
  private(set) var steps: [Step] = []

  struct Step {
    /// The value of the second setting, as written.
    let level: String
    let outcome: SizeOutcome
  }

  init(_ plan: SizePlan, and: String) {
    self.plan = plan
    self.and = and
  }

  mutating func add(_ step: Step) { steps.append(step) }

  /// Done when any value has an answer.
  var ending: Ending {
    if steps.contains(where: { $0.outcome.ending == .interrupted }) { return .interrupted }
    if steps.contains(where: { $0.outcome.answer.chosen != nil }) { return .done }
    return steps.contains { $0.outcome.ending == .inconclusive } ? .inconclusive : .unmet
  }

  /// The steps that are no worse than one with less of the second setting.
  var front: [Int] {
    let wanted: Direction = plan.direction == .smallest ? .lowerIsBetter : .higherIsBetter
    let chosen = steps.map { step in step.outcome.answer.chosen.map { Double($0) } }
    return Tradeoff.front(chosen, wanted, steps.indices.map { Double($0) }, .lowerIsBetter)
  }

  var sentences: [String] {
    let front = front
    return steps.indices.map { index in
      let step = steps[index]
      let head = "\(and) = \(step.level): "
      let first = step.outcome.sentences.first ?? ""
      return head + first + (front.contains(index) ? " On the frontier." : "")
    }
  }

  /// `sizing.csv` of every value, one below the other, with the second setting in front.
  var table: Table {
    let first = steps[0].outcome.table
    var table = Table(
      name: first.name,
      title: "Every size that was tried, by \(plan.path) and \(and)",
      columns: [
        Table.Column("and", .text, "The value of \(and)."),
        Table.Column("frontier", .text, "yes where nothing beats the answer in both settings."),
      ] + first.columns
    )
    let front = front
    for (index, step) in steps.enumerated() {
      for row in step.outcome.table.rows {
        let isBest = row.first == .text("chosen") && front.contains(index)
        table.append([.text(step.level), .text(isBest ? "yes" : "")] + row)
      }
    }
    return table
  }

  var chart: Page.Block {
    let points = steps.enumerated().map { index, step in
      Chart.Point(Double(index + 1), step.outcome.answer.chosen.map { Double($0) })
    }
    return .chart(
      name: "Frontier",
      .curve(
        Chart.Curve(
          x: Chart.Axis(
            "\(and): \(steps.map(\.level).joined(separator: ", "))",
            in: .plain(unit: "")
          ),
          y: Chart.Axis(plan.path, in: .plain(unit: plan.unit)),
          lines: [Chart.Line("answer", style: .both, points)]
        )
      )
    )
  }
}
