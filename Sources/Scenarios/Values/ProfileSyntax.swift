internal import TimeAndChance

/// A value that may change with time since its own beginning.
package enum ProfileSyntax<Value: Sendable & Hashable>: Sendable, Hashable {
  case constant(Value)
  /// Straight lines between points, level before the first and after the last.
  case points([Point])

  package struct Point: Sendable, Hashable {
    package let time: Duration
    package let value: Value

    package init(_ time: Duration, _ value: Value) {
      self.time = time
      self.value = value
    }
  }

  /// Every value that it passes through.
  package var values: [Value] {
    switch self {
    case .constant(let value): [value]
    case .points(let points): points.map(\.value)
    }
  }
}

/// `{file: incident.csv, time: t, column: errors}`: where the points of a profile are.
struct ProfileFile: Sendable {
  var file = ""
  var time = "t"
  var column = ""

  static let table = Table(
    "profile",
    initial: ProfileFile(),
    [
      Key("file", .text, \.file, "a CSV file in the scenario's folder", isRequired: true),
      Key("time", .text, \.time, "the column of the time, in seconds or with a unit"),
      Key("column", .text, \.column, "the column of the value", isRequired: true),
    ]
  )
}

extension Kind {
  /// A value, a list of [time, value], or a file of them.
  static func profile<Inner>(of inner: Kind<Inner>) -> Kind where Value == ProfileSyntax<Inner> {
    let pair = Schema.list(.any([Kind<Duration>.duration.schema, inner.schema]))
    return Kind(
      "profile of \(inner.name)",
      unit: inner.unit,
      schema: .any([inner.schema, .list(pair), ProfileFile.table.schema]),
      read: { node, _, reading in
        if node.items != nil { return points(node, inner, &reading).map { .points($0) } }
        if node.entries == nil { return inner.read(node, nil, &reading).map { .constant($0) } }
        guard let file = ProfileFile.table.read(node, into: ProfileFile(), &reading),
          !file.file.isEmpty, !file.column.isEmpty
        else { return nil }
        return filePoints(file, node, inner, &reading).map { .points($0) }
      },
      show: { profile in
        switch profile {
        case .constant(let value): return inner.show(value)
        case .points(let points):
          let parts = points.map { "[\(shown($0.time)), \(inner.show($0.value) ?? "?")]" }
          return "[" + parts.joined(separator: ", ") + "]"
        }
      }
    )
  }

  private static func points<Inner>(
    _ node: Node,
    _ inner: Kind<Inner>,
    _ reading: inout Reading
  ) -> [ProfileSyntax<Inner>.Point]? {
    var points: [ProfileSyntax<Inner>.Point] = []
    for item in node.items ?? [] {
      guard let pair = item.items, pair.count == 2 else {
        let wanted = "a list of [time, \(inner.name)]"
        reading.refuse(item, "`\(reading.key)` is \(wanted) (found \(item.described))")
        continue
      }
      let time = Kind<Duration>.duration.read(pair[0], nil, &reading)
      let value = inner.read(pair[1], nil, &reading)
      guard let time, let value else { continue }
      if let last = points.last, time < last.time {
        reading.refuse(pair[0], "the times of `\(reading.key)` must not go back")
      }
      points.append(.init(time, value))
    }
    guard !points.isEmpty else {
      if node.items?.isEmpty == true {
        reading.refuse(node, "`\(reading.key)` needs at least one [time, \(inner.name)]")
      }
      return nil
    }
    return points
  }

  private static func filePoints<Inner>(
    _ file: ProfileFile,
    _ node: Node,
    _ inner: Kind<Inner>,
    _ reading: inout Reading
  ) -> [ProfileSyntax<Inner>.Point]? {
    guard let name = node["file"],
      let table = CSVTable.load(file.file, named: name, &reading),
      let times = table.column(file.time, named: node["time"] ?? name, &reading),
      let values = table.column(file.column, named: node["column"] ?? name, &reading)
    else { return nil }
    var points: [ProfileSyntax<Inner>.Point] = []
    for (row, cells) in zip(times, values).enumerated() {
      let (time, value) = cells
      let spelled = Quantity(time)?.unit.isEmpty == true ? time + "s" : time
      let timeNode = Node(.scalar(spelled, isPlain: true), at: name.span)
      let valueNode = Node(.scalar(value, isPlain: true), at: name.span)
      let parsed = reading.under("row \(row + 2) of \(file.file)") { reading in
        (
          Kind<Duration>.duration.read(timeNode, nil, &reading),
          inner.read(valueNode, nil, &reading)
        )
      }
      guard let time = parsed.0, let value = parsed.1 else { return nil }
      if let last = points.last, time < last.time {
        reading.refuse(name, "the times in row \(row + 2) of `\(file.file)` go back")
        return nil
      }
      points.append(.init(time, value))
    }
    return points
  }
}
