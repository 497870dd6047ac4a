import Experiments
import Reports
import TimeAndChance

/// A page with every kind of part, and with names that try to break out of it.
enum SamplePage {
  static let hostile =
    "<script>document.title='hit'</script><img src=x onerror=\"document.title='hit'\">"

  static func page(rows: Int = 1_800) -> Page {
    Page(
      title: "FCM answers 40 % of sends with 503 for ten minutes",
      why: "Field notes say a naive gateway triples its traffic here. \(hostile)",
      verdicts: [
        Digest.Line("delivered-in-time(otp) >= 99%", .met, found: "99.6 % ± 0.1"),
        Digest.Line(
          "amplification(fcm) in naive >= 1.5 during outage",
          .notMet,
          found: "1.31 ± 0.02"
        ),
        Digest.Line(
          "probability(collapse) < 20%",
          .inconclusive,
          found: "12 % (4 % … 27 %)",
          note: "Needs about 40 replications; 12 were made."
        ),
        Digest.Line(hostile, .met, found: "=1+1"),
      ],
      sentences: [
        "FCM's breaker opened after 3.1 s; 1.24 M sends were parked and drained 4 min 10 s after "
          + "the outage; P0 lost nothing, 0.4 % went by SMS."
      ],
      sections: [
        Page.Section("Policies side by side", [.table(policies())]),
        Page.Section(
          "Timeline",
          [.chart(name: "What happened, second by second", .timeline(timeline(rows: rows)))]
        ),
        Page.Section(
          "Latency",
          [.chart(name: "Share of sends that take longer", .curve(latency()))]
        ),
        Page.Section(
          "Size and collapse",
          [
            .chart(name: "p99 by number of servers", .curve(size())),
            .chart(name: "Probability of collapse by load", .curve(collapse())),
          ]
        ),
        Page.Section(
          "Sweep",
          [
            .chart(name: "Delivered in time by threshold and cool-down", .heat(heat())),
            .chart(name: "What moves the result", bars()),
            .chart(name: "Replications", strip()),
          ]
        ),
      ],
      provenance: Provenance(
        version: "0.1.0",
        commit: "0123abc",
        command: ["spillway", "run", "scenarios/starters/fcm outage.yaml", "--seed", "7"],
        scenario: "fcm-outage",
        text: "spillway: 1\ntitle: \(hostile)\n",
        overrides: ["policy=naive"],
        seed: 7,
        replications: "12 replications: every precision is met"
      )
    )
  }

  private static func policies() -> Table {
    var table = Table(
      name: "compare",
      title: "Each policy under the same load",
      columns: [
        Table.Column("policy", .text, "Which policy."),
        Table.Column("delivered in time", .share, "Share accepted before the deadline."),
        Table.Column("amplification", .number, "Attempts started per message offered."),
        Table.Column("p99", .duration, unit: "s", "99th percentile of the time to accept."),
        Table.Column("wasted sends", .number, "Attempts that could not succeed."),
        Table.Column("verdict", .text, "Against the baseline, in words."),
      ]
    )
    table.append([
      .text("naive"), .number(0.612), .number(2.91), .empty, .number(1.9e6), .text("baseline"),
    ])
    table.append([
      .text("recommended"), .number(0.9962), .number(1.08), .seconds(1.42), .number(41_200),
      .text("better"),
    ])
    table.append([
      .text("pushy"), .number(0.59), .number(1.02), .seconds(3.4), .number(9e5), .text("worse"),
    ])
    table.append([
      .text(hostile), .number(0.61), .number(2.9), .seconds(2), .number(1.8e6),
      .text("no difference found at this precision (needs about 210 replications)"),
    ])
    return table
  }

  /// One spike of a single row stands in row 1,234 of the error rate.
  private static func timeline(rows: Int) -> Chart.Timeline {
    var stream = RandomStream(Seed(3), "sample page")
    var offered: [Double?] = []
    var attempts: [Double?] = []
    var delivered: [Double?] = []
    var errors: [Double?] = []
    var inFlight: [Double?] = []
    var cap: [Double?] = []
    var queue: [Double?] = []
    var open: [Double?] = []
    let outage = (rows / 3)..<(2 * rows / 3)
    for row in 0..<rows {
      let noise = 1 + 0.02 * (stream.unit() - 0.5)
      let isOut = outage.contains(row)
      let base = 20_000.0 * noise
      offered.append(base)
      attempts.append(isOut ? base * 1.3 : base)
      delivered.append(isOut ? base * 0.62 : base)
      errors.append(row == 1_234 ? 0.9 : (isOut ? 0.4 : 0.001) * noise)
      inFlight.append(base * 0.0746 * (isOut ? 1.2 : 1))
      cap.append(isOut ? 1_600 : 4_800)
      queue.append(isOut ? Double(row - outage.lowerBound) * 40 * noise : 0)
      open.append(isOut && row % 40 > 6 ? 0.9 : 0)
    }
    let low = delivered.map { $0.map { $0 * 0.94 } }
    let high = delivered.map { $0.map { $0 * 1.05 } }
    let second = 1_800.0 / Double(rows)
    return Chart.Timeline(
      step: second,
      warmUp: 120,
      bands: [Chart.Band("outage", from: 600, to: 1_200)],
      panels: [
        Chart.Panel(
          "sends",
          in: .count(unit: "/s"),
          series: [
            Chart.Series("offered", offered), Chart.Series("attempts", attempts),
            Chart.Series("delivered", delivered, low: low, high: high),
          ]
        ),
        Chart.Panel("errors", in: .share, series: [Chart.Series("error rate", errors)]),
        Chart.Panel(
          "in flight",
          in: .count(unit: ""),
          series: [Chart.Series("in flight", inFlight), Chart.Series("stream cap", cap)]
        ),
        Chart.Panel("queue", in: .count(unit: ""), series: [Chart.Series("waiting", queue)]),
        Chart.Panel(
          "breaker open",
          in: .share,
          isRibbon: true,
          series: [Chart.Series("fcm", open), Chart.Series(hostile, open.map { _ in 0 })]
        ),
      ]
    )
  }

  private static func latency() -> Chart.Curve {
    let lines = [("otp", 1.0), ("marketing", 2.5)].map { name, scale in
      Chart.Line(
        name,
        (1...60).map { step in
          let at = 0.01 * scale * Double(step * step) / 10
          return Chart.Point(at, 1 / (1 + at * at * 400 / scale / scale))
        }
      )
    }
    return Chart.Curve(
      x: Chart.Axis("time to accept", in: .seconds, isLogarithmic: true),
      y: Chart.Axis("share that takes longer", in: .share, isLogarithmic: true),
      lines: lines,
      bounds: [Chart.Bound("objective 2 s", isVertical: true, at: 2)]
    )
  }

  private static func size() -> Chart.Curve {
    let points = stride(from: 40, through: 140, by: 10).map { servers in
      let y = 0.4 + 40 / (Double(servers) - 30)
      return Chart.Point(Double(servers), y, low: y * 0.9, high: y * 1.12)
    }
    return Chart.Curve(
      x: Chart.Axis("servers", in: .plain(unit: "")),
      y: Chart.Axis("p99 of time to accept", in: .seconds),
      lines: [Chart.Line("simulated", style: .both, points)],
      bounds: [
        Chart.Bound("chosen: 90", isVertical: true, at: 90),
        Chart.Bound("objective", isVertical: false, at: 1.2),
      ]
    )
  }

  private static func collapse() -> Chart.Curve {
    let points = (0...10).map { step in
      let load = 0.7 + 0.03 * Double(step)
      let y = Double(step * step) / 100
      return Chart.Point(load, y, low: max(0, y - 0.1), high: min(1, y + 0.12))
    }
    return Chart.Curve(
      x: Chart.Axis("load", in: .share),
      y: Chart.Axis("probability of collapse", in: .share),
      lines: [Chart.Line("collapse", style: .both, points)]
    )
  }

  private static func heat() -> Chart.HeatMap {
    var values: [[Double?]] = []
    for row in 0..<3 {
      values.append((0..<6).map { column in 0.9 + 0.016 * Double(column - row) })
    }
    values[2][5] = nil
    return Chart.HeatMap(
      x: "cool-down",
      ["5 s", "10 s", "20 s", "40 s", "80 s", "120 s"],
      y: "threshold",
      ["10 %", "25 %", hostile],
      in: .share,
      values: values
    )
  }

  private static func bars() -> Chart {
    .bars(
      [
        Chart.Bar("breaker.failure-rate", low: 0.91, high: 0.99),
        Chart.Bar("cool-down", low: 0.95, high: 0.985), Chart.Bar(hostile, low: 0.96, high: 0.97),
      ],
      around: 0.97,
      in: .share
    )
  }

  private static func strip() -> Chart {
    .strip(
      [
        Chart.StripGroup(
          "naive",
          (0..<12).map { 0.6 + 0.003 * Double($0 % 5) },
          low: 0.602,
          high: 0.609
        ),
        Chart.StripGroup(
          "recommended",
          (0..<12).map { 0.99 + 0.001 * Double($0 % 7) },
          low: 0.991,
          high: 0.994
        ),
      ],
      in: .share
    )
  }
}
