extension Chart {
  /// The chart as the page's script reads it; six digits are more than a screen can show.
  var json: JSON {
    switch self {
    case .timeline(let timeline): timeline.json
    case .curve(let curve): curve.json
    case .heat(let map): map.json
    case .strip(let groups, let quantity):
      .object([
        "kind": .text("strip"), "unit": quantity.json,
        "items": .list(
          groups.map {
            .object([
              "name": .text($0.name), "values": .numbers($0.values), "low": .short($0.low),
              "high": .short($0.high),
            ])
          }
        ),
      ])
    case .bars(let bars, let base, let quantity):
      .object([
        "kind": .text("bars"), "unit": quantity.json, "base": .short(base),
        "items": .list(
          bars.map {
            .object(["name": .text($0.name), "low": .short($0.low), "high": .short($0.high)])
          }
        ),
      ])
    }
  }
}

extension JSON {
  /// Members in the order in which they are written.
  fileprivate static func object(_ members: KeyValuePairs<String, JSON>) -> JSON {
    .members(members.map { Member($0.key, $0.value) })
  }

  /// A number of six digits; null when there is none or it is infinite.
  fileprivate static func short(_ value: Double?) -> JSON {
    value.map { .number($0, digits: 6) } ?? .null
  }

  fileprivate static func numbers(_ values: [Double?]) -> JSON {
    .list(values.map { .short($0) })
  }
}

extension Quantity {
  fileprivate var json: JSON {
    switch self {
    case .count(let unit): .object(["kind": .text("count"), "unit": .text(unit)])
    case .seconds: .object(["kind": .text("seconds")])
    case .share: .object(["kind": .text("share")])
    case .bytes: .object(["kind": .text("bytes")])
    case .plain(let unit): .object(["kind": .text("plain"), "unit": .text(unit)])
    }
  }
}

extension Chart.Timeline {
  fileprivate var json: JSON {
    .object([
      "kind": .text("timeline"), "start": .short(start), "step": .number(step),
      "count": .integer(Int64(count)), "warmUp": .short(warmUp),
      "bands": .list(
        bands.map {
          .object(["name": .text($0.name), "from": .short($0.from), "to": .short($0.to)])
        }
      ),
      "panels": .list(panels.map(\.json)),
    ])
  }
}

extension Chart.Panel {
  fileprivate var json: JSON {
    .object([
      "title": .text(title), "unit": quantity.json, "kind": .text(isRibbon ? "ribbon" : "lines"),
      "series": .list(series.map(\.json)),
    ])
  }
}

extension Chart.Series {
  fileprivate var json: JSON {
    guard !low.isEmpty else {
      return .object(["name": .text(name), "values": .numbers(values)])
    }
    return .object([
      "name": .text(name), "values": .numbers(values), "low": .numbers(low), "high": .numbers(high),
    ])
  }
}

extension Chart.Curve {
  fileprivate var json: JSON {
    .object([
      "kind": .text("curve"), "x": x.json, "y": y.json, "series": .list(lines.map(\.json)),
      "lines": .list(
        bounds.map {
          .object([
            "axis": .text($0.isVertical ? "x" : "y"), "at": .short($0.at), "label": .text($0.label),
          ])
        }
      ),
    ])
  }
}

extension Chart.Axis {
  fileprivate var json: JSON {
    .object([
      "title": .text(title), "unit": quantity.json,
      "scale": .text(isLogarithmic ? "log" : "linear"),
    ])
  }
}

extension Chart.Line {
  fileprivate var json: JSON {
    var members: [JSON.Member] = [
      JSON.Member("name", .text(name)), JSON.Member("mode", .text(style.rawValue)),
      JSON.Member("x", .numbers(points.map(\.x))), JSON.Member("y", .numbers(points.map(\.y))),
    ]
    if points.contains(where: { $0.low != nil }) {
      members.append(JSON.Member("low", .numbers(points.map(\.low))))
      members.append(JSON.Member("high", .numbers(points.map(\.high))))
    }
    if points.contains(where: { !$0.label.isEmpty }) {
      members.append(JSON.Member("labels", .list(points.map { .text($0.label) })))
    }
    return .members(members)
  }
}

extension Chart.HeatMap {
  fileprivate var json: JSON {
    .object([
      "kind": .text("heat"), "unit": quantity.json,
      "x": .object(["title": .text(xTitle), "labels": .list(xLabels.map { .text($0) })]),
      "y": .object(["title": .text(yTitle), "labels": .list(yLabels.map { .text($0) })]),
      "values": .list(values.map { .numbers($0) }),
    ])
  }
}
