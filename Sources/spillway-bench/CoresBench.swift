import Dispatch
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

  func run() {
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
      playTogether(plan)
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

  /// Waits here for the tasks: an asynchronous `main` would hand the main thread to the run time,
  /// and callgrind does not survive how it is parked there.
  private func playTogether(_ plan: WorldPlan) {
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      await withTaskGroup(of: Int.self) { group in
        for seed in 1...2 {
          group.addTask { Played(plan, seed: UInt64(seed)).attempts }
        }
        for await attempts in group { Floors.keep(attempts) }
      }
      done.signal()
    }
    done.wait()
  }
}
