import GatewayModel
import TimeAndChance

/// P7: two replications on two cores against one after the other, by the clock on the wall.
struct CoresBench {
  let options: Options
  let report: Report

  init(_ options: Options, _ report: Report) {
    self.options = options
    self.report = report
  }

  func run() async {
    let plan = Worlds.steady(
      servers: 100,
      inFlight: 40_000,
      messages: options.size(8_000_000),
      streams: 1_000
    )
    var gains = Sample()
    for _ in 0..<(options.isQuick ? 3 : 5) {
      let alone = Process.wallSeconds
      for seed in 1...2 { Floors.keep(Played(plan, seed: UInt64(seed)).attempts) }
      let together = Process.wallSeconds
      await withTaskGroup(of: Int.self) { group in
        for seed in 1...2 {
          group.addTask { Played(plan, seed: UInt64(seed)).attempts }
        }
        for await attempts in group { Floors.keep(attempts) }
      }
      let end = Process.wallSeconds
      gains.add((together - alone) / (end - together))
    }
    report.add(
      Row(
        id: "P7",
        job: "two replications on two cores",
        unit: "x",
        value: gains.median,
        spread: gains.least...gains.most,
        target: .atLeast(1.8)
      )
    )
  }
}
