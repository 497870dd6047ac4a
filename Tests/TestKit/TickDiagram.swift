package import TimeAndChance

/// A timeline drawn as text: one column per tick, one row per thing that is watched.
///
/// ```
/// time    0····5····10
/// calls   xxxxx.......
/// state   CCCCCOOOOOHC
/// ```
/// A test draws what happened and compares the drawing: the reader sees the behaviour, not the calls.
package struct TickDiagram {
  private let tick: Int64
  private let ticks: Int
  private var rows: [(name: String, marks: [Character])] = []

  /// Draws `ticks` columns of one `tick` each.
  package init(tick: Duration, ticks: Int) {
    precondition(ticks > 0, "a diagram has at least one tick, not \(ticks)")
    self.tick = tick.wholeNanoseconds
    self.ticks = ticks
  }

  /// The instants at which the columns begin, in order.
  package var instants: [Instant] {
    (0..<ticks).map { Instant.zero.advanced(byNanoseconds: Int64($0) * tick) }
  }

  /// Writes `mark` into the row called `name` at the tick that holds `instant`.
  ///
  /// Marks outside the drawing are a mistake of the test.
  package mutating func mark(_ name: String, _ mark: Character, at instant: Instant) {
    let column = Int(Instant.zero.nanoseconds(to: instant) / tick)
    precondition((0..<ticks).contains(column), "tick \(column) lies outside 0..<\(ticks)")
    let row = rows.firstIndex { $0.name == name } ?? newRow(name)
    rows[row].marks[column] = mark
  }

  /// The drawing, a line per row in the order in which rows were first marked.
  package var text: String {
    let width = (rows.map(\.name.count).max() ?? 0) + 1
    let lines = rows.map { row in
      row.name + String(repeating: " ", count: width - row.name.count) + String(row.marks)
    }
    return lines.joined(separator: "\n")
  }

  private mutating func newRow(_ name: String) -> Int {
    rows.append((name, Array(repeating: ".", count: ticks)))
    return rows.count - 1
  }
}
