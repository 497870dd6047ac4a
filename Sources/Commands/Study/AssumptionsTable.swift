import Experiments
import Scenarios

extension Table {
  /// `assumptions.csv`: every resolved value and where it came from.
  static func assumptions(_ assumptions: [Assumption]) -> Table {
    var table = Table(
      name: "assumptions",
      title: "The world as understood",
      columns: [
        Column("path", .text, "The setting."), Column("value", .text, "Its value."),
        Column("unit", .text, "Its unit."), Column("source", .text, "Where it came from."),
        Column("note", .text, "What else to know."),
      ]
    )
    for one in assumptions {
      table.append([one.path, one.value, one.unit, one.source, one.note].map { .text($0) })
    }
    return table
  }
}
