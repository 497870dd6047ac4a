import CFloors
import GatewayModel
import TimeAndChance

/// P5: the gateway job, the product's whole world against an afternoon's C++.
struct JobBench {
  let options: Options
  let report: Report

  init(_ options: Options, _ report: Report) {
    self.options = options
    self.report = report
  }

  func run() {
    job("retry", withBreaker: false)
    job("breaker", withBreaker: true)
  }

  private func job(_ name: String, withBreaker: Bool) {
    let plan = Worlds.gatewayJob(seconds: 600, withBreaker: withBreaker)
    let floor = floor_gateway_job(withBreaker ? 1 : 0, 42, 600)
    let ours = Played(plan, seed: 42)
    // Different draws, the same job: shares agree to a few parts in a hundred.
    let theirs = Double(floor.attempts) / Double(floor.offered)
    let own = Double(ours.attempts) / Double(ours.offered)
    let delivered = Double(ours.delivered) / Double(ours.offered)
    let expected = Double(floor.delivered) / Double(floor.offered)
    report.remark(
      "     \(name): attempts a message \(own.short) beside \(theirs.short), delivered "
        + "\(delivered.short) beside \(expected.short)"
    )
    let tolerance = withBreaker ? 0.08 : 0.03
    guard ours.isWhole, abs(own - theirs) < tolerance * theirs,
      abs(delivered - expected) < tolerance
    else {
      report.add(
        Row(
          id: "P5",
          job: "gateway job, \(name)",
          value: .infinity,
          target: .atMost(0),
          note: "floor and product disagree: no speed to compare"
        )
      )
      return
    }
    let race = Race(
      rounds: options.isQuick ? 3 : 9,
      operations: 1_000_000,
      floor: { Floors.keep(floor_gateway_job(withBreaker ? 1 : 0, 42, 600).attempts) },
      product: { Floors.keep(Played(plan, seed: 42).attempts) }
    )
    var row = race.row("P5", "gateway job, \(name), CPU", atMost: 0.5)
    row.unit = "ms"
    report.add(row)
  }
}
