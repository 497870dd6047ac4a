import Experiments
import GatewayModel
import Reports
import Scenarios
import TimeAndChance

extension StudyOutcome {
  /// The report that a person opens.
  func page(_ provenance: Provenance) -> Page {
    let timelines = study.variants.indices.map { variant in
      Page.Block.chart(
        name: study.label(of: variant).isEmpty ? "Second by second" : study.variants[variant].name,
        .timeline(timeline(variant))
      )
    }
    return Page(
      title: study.scenario.title,
      why: study.scenario.why,
      verdicts: judged.map(\.line),
      sentences: [replicationsInWords + "."] + comparedSentences,
      sections: comparedSections + [
        Page.Section("In short", [.table(headlines)]),
        Page.Section("Timeline", timelines),
        Page.Section("Every number", [.table(.summary(study, samples))]),
        Page.Section(
          "The world as understood",
          [.table(.assumptions(study.scenario.assumptions))]
        ),
      ],
      provenance: provenance
    )
  }

  private func timeline(_ variant: Int) -> Chart.Timeline {
    let plan = study.variants[variant].world
    let rows = TimelineRows(merged[variant])
    let cells = plan.classes.count * plan.providers.count
    func total(_ of: (Int, Int) -> Double) -> [Double?] {
      rows.indices.map { row in (0..<cells).reduce(0) { $0 + of(row, $1) } }
    }
    func rates(_ count: @escaping (Counters) -> Int) -> [Double?] {
      total { rows.rate($0, $1, count) }
    }
    func gauges(_ lane: Int, _ value: @escaping (LaneGauges) -> Double) -> [Double?] {
      rows.indices.map { rows.gauge($0, lane, value) }
    }
    let lanes = plan.providers.indices
    return Chart.Timeline(
      step: max(plan.interval.inSeconds, 1e-9),
      warmUp: plan.warmUp.inSeconds,
      bands: plan.faults.map { fault in
        Chart.Band(
          fault.name,
          from: fault.at.inSeconds,
          to: fault.length.map { (fault.at + $0).inSeconds }
        )
      },
      panels: [
        Chart.Panel(
          "messages",
          in: .count(unit: "/s"),
          series: [
            Chart.Series("offered", rates(\.offered)), Chart.Series("attempts", rates(\.attempts)),
            Chart.Series("delivered", rates(\.delivered)), Chart.Series("shed", rates(\.shed)),
          ]
        ),
        Chart.Panel(
          "errors",
          in: .count(unit: "/s"),
          series: [
            Chart.Series("4xx", rates(\.status4xx)), Chart.Series("5xx", rates(\.status5xx)),
            Chart.Series("timeouts", rates(\.timeouts)),
          ]
        ),
        Chart.Panel(
          "streams",
          in: .count(unit: ""),
          series: lanes.flatMap { lane in
            [
              Chart.Series(
                "in use: \(plan.providers[lane].name)",
                gauges(lane) { Double($0.streamsInUse) }
              ),
              Chart.Series(
                "ready: \(plan.providers[lane].name)",
                gauges(lane) { Double($0.streamsReady) }
              ),
            ]
          }
        ),
        Chart.Panel(
          "waiting",
          in: .count(unit: ""),
          series: [
            Chart.Series("in line", total { rows.queued($0, $1) }),
            Chart.Series("parked", total { rows.parked($0, $1) }),
          ]
        ),
        Chart.Panel(
          "breakers open",
          in: .share,
          isRibbon: true,
          series: lanes.map { lane in
            Chart.Series(
              plan.providers[lane].name,
              gauges(lane) { $0.breakerOpen }
            )
          }
        ),
      ]
    )
  }
}
