import Experiments
import GatewayModel
import Reports
import Scenarios

/// A curve of probabilities as people and machines read it.
struct StabilityOutcome {
  let curve: TippingCurve
  /// Messages per second as scripted.
  let offered: Double

  /// What every replication is asked, in this order.
  static func asked(of world: WorldPlan) throws(AskedValue.Unmeasurable) -> [AskedValue] {
    let recovery = Metric.named("time-to-recover").map {
      AskedValue(Question(metric: $0, statistic: $0.headline, scope: .whole))
    }
    return [
      try AskedValue(.probability(.collapse), of: world),
      try AskedValue(.probability(.metastable), of: world),
    ] + [recovery].compactMap { $0 }
  }

  /// `stability.csv`.
  var table: Table {
    var table = Table(
      name: "stability",
      title: "Probability of collapse over load",
      columns: [
        Table.Column("load", .number, "Multiple of the scenario's traffic."),
        Table.Column("offered_per_s", .number, unit: "1/s", "What that is on average."),
        Table.Column("probability", .share, "Share of replications that collapsed."),
        Table.Column("ci_low", .share, "The lower end of Wilson's 95 % interval."),
        Table.Column("ci_high", .share, "The upper end."),
        Table.Column("collapsed", .integer, "Replications that collapsed."),
        Table.Column("metastable", .integer, "Of those, which a pause of the load brought back."),
        Table.Column("recovered", .integer, "Replications that came back after the last fault."),
        Table.Column("never_recovered", .integer, "Replications that did not until the end."),
        Table.Column("recover_p50_s", .duration, "Half of all had come back by then."),
        Table.Column("recover_p90_s", .duration, "Nine in ten had; empty where they never did."),
        Table.Column("recover_max_s", .duration, "The slowest that came back."),
        Table.Column("replications", .integer, "Replications that could tell."),
      ]
    )
    for point in curve.points {
      let found = point.probability
      let recovery = Recovery(point)
      table.append([
        .number(point.load), .number(point.load * offered), .number(orEmpty: found.value),
        .number(orEmpty: found.low), .number(orEmpty: found.high),
        .integer(Int64(point.samples.count { $0 == 1 })), .integer(Int64(metastable(point))),
        .integer(Int64(recovery.times.count)), .integer(Int64(recovery.never)),
        .number(orEmpty: recovery.quantile(0.5)), .number(orEmpty: recovery.quantile(0.9)),
        .number(orEmpty: recovery.times.last), .integer(Int64(found.replications)),
      ])
    }
    return table
  }

  /// How long replications took to come back after the last fault.
  struct Recovery {
    /// In order, of those that did.
    let times: [Double]
    let never: Int

    init(_ point: TippingCurve.Point) {
      let found = point.others.count > 1 ? point.others[1].compactMap { $0 } : []
      times = found.filter(\.isFinite).sorted()
      never = found.count { $0 == .infinity }
    }

    /// Over all, those that never came back included; nil where that is never.
    func quantile(_ share: Double) -> Double? {
      let rank = Int((share * Double(times.count + never)).rounded(.up))
      return rank > 0 && rank <= times.count ? times[rank - 1] : nil
    }
  }

  private func metastable(_ point: TippingCurve.Point) -> Int {
    (point.others.first ?? []).count { $0 == 1 }
  }

  /// The same in fewer columns.
  var shown: Table {
    var shown = Table(
      name: "collapse",
      columns: [
        Table.Column("load", .number, "Multiple of the traffic."),
        Table.Column("P(collapse)", .share, "The share that collapsed."),
        Table.Column("from", .share, "The lower end of its interval."),
        Table.Column("to", .share, "The upper end."),
        Table.Column("metastable", .integer, "Collapsed, and back after a pause of the load."),
        Table.Column("recovery p50", .duration, "After the last fault."),
      ]
    )
    for row in table.rows { shown.append([row[0], row[2], row[3], row[4], row[6], row[9]]) }
    return shown
  }

  var sentences: [String] {
    let (low, high) = curve.crossing(of: 0.5)
    let tipping =
      switch (low, high) {
      case (let low?, let high?):
        "Collapse becomes likelier than not between \(load(low)) and \(load(high))."
      case (nil, let high?):
        "Collapse is likelier than not from \(load(high)) on, perhaps below."
      case (let low?, nil):
        "Up to \(load(low)) collapse is less likely than not; nothing beyond was shown to tip over."
      case (nil, nil): "No load could be placed on either side: more replications would tell."
      }
    return [tipping, window]
  }

  private func load(_ value: Double) -> String { "\(Humanised.digits(value)) times the traffic" }

  /// Where the system stays down by itself.
  private var window: String {
    let collapsed = curve.points.filter { $0.samples.contains(1) }
    let held = collapsed.filter { metastable($0) > 0 }
    guard let first = held.first, let last = held.last else {
      return collapsed.isEmpty
        ? "Metastable: no; it never collapsed."
        : "Metastable: no; where it collapsed a pause of the load does not bring it back: the load"
          + " itself is too much."
    }
    let range =
      first.load == last.load
      ? "at \(load(first.load))"
      : "from \(Humanised.digits(first.load)) to \(load(last.load))"
    return "Metastable: yes, \(range). There it stays down by itself: a minute without load brings"
      + " it back (in \(metastable(first)) of \(first.samples.count { $0 == 1 }) collapsed"
      + " replications at the smallest such load)."
  }

  var chart: Page.Block {
    let points = curve.points.map {
      Chart.Point($0.load, $0.probability.value, low: $0.probability.low, high: $0.probability.high)
    }
    let held = curve.points.map { point -> Chart.Point in
      let told = point.samples.count { $0 != nil }
      return Chart.Point(point.load, told > 0 ? Double(metastable(point)) / Double(told) : nil)
    }
    return .chart(
      name: "Probability of collapse",
      .curve(
        Chart.Curve(
          x: Chart.Axis("load, times the traffic", in: .plain(unit: "")),
          y: Chart.Axis("probability of collapse", in: .share),
          lines: [
            Chart.Line("collapsed", style: .both, points),
            Chart.Line("metastable", style: .both, held),
          ],
          bounds: [Chart.Bound("half", isVertical: false, at: 0.5)]
        )
      )
    )
  }
}
