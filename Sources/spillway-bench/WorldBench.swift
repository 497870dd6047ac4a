import CFloors
import GatewayModel
import Statistics
import TimeAndChance

/// P4 and P8: the planet's peak with an outage beside the mini-model, and cost by size.
struct WorldBench {
  let options: Options
  let report: Report

  init(_ options: Options, _ report: Report) {
    self.options = options
    self.report = report
  }

  func run() {
    peak()
    bySize()
  }

  /// Both sides play the same seconds of the same load; the floor has one provider and one fixed
  /// share of errors, the product everything.
  private func peak() {
    let seconds: Double = options.isQuick ? 30 : 600
    var floor = Sample()
    var ours = Sample()
    var allocations = 0.0
    let quantiles = Self.quantiles
    for round in 0..<(options.isQuick ? 3 : 1) {
      let before = Floors.cpuNanoseconds
      let mini = unsafe quantiles.withUnsafeBufferPointer {
        unsafe floor_mini(seconds, 580_000, $0.baseAddress, UInt64(round))
      }
      floor.add((Floors.cpuNanoseconds - before) / Double(mini.arrivals))
      let played = Played(Worlds.peak(seconds: seconds), seed: UInt64(round))
      guard played.isWhole else {
        return report.remark("P4: messages are lost; no speed to speak of")
      }
      ours.add(played.nanoseconds / Double(played.attempts))
      allocations = Double(played.allocations) / Double(played.attempts)
    }
    report.add(
      Row(
        id: "P4",
        job: "580 K/s for \(Int(seconds)) s, an attempt",
        floor: floor.median,
        value: ours.median,
        spread: ours.least...ours.most,
        ratio: ours.median / floor.median,
        target: .ratio(atMost: 3)
      )
    )
    // In the mean 580,000 messages a second are this many attempts; the real time they take is 1 s.
    report.add(
      Row(
        id: "P4",
        job: "times faster than real time, one core",
        unit: "x",
        value: 1e9 / (ours.median * 580_000),
        target: .atLeast(10)
      )
    )
    report.add(
      Row(id: "P4", job: "allocations an attempt", unit: "calls", value: allocations)
    )
  }

  /// One run of the peak without its floor: for a profiler, which understands no vector code in C.
  func peakAlone() {
    let played = Played(Worlds.peak(seconds: options.seconds ?? 30), seed: 0)
    let cost = played.nanoseconds / Double(played.attempts)
    report.add(Row(id: "P4", job: "\(played.attempts) attempts, each", value: cost))
  }

  private func bySize() {
    let messages = options.isQuick ? 500_000 : 2_000_000
    flat(
      "messages in flight",
      [1_000, 10_000, 100_000, 1_000_000].map { size in
        let plan = Worlds.steady(
          servers: 200,
          inFlight: size,
          messages: max(messages, size * 4),
          streams: 1_000
        )
        return (size, cost(plan))
      }
    )
    flat(
      "servers",
      [1, 100, 10_000].map { size in
        (size, cost(Worlds.steady(servers: size, inFlight: 400, messages: messages)))
      }
    )
    flat(
      "tenants",
      [1, 100, 10_000].map { size in
        let plan = Worlds.steady(servers: 10, inFlight: 400, tenants: size, messages: messages)
        return (size, cost(plan))
      }
    )
  }

  /// What one message costs beyond building the world: the difference of two lengths.
  private func cost(_ plan: WorldPlan) -> Double {
    var sample = Sample()
    for round in 0..<3 {
      let long = Played(plan, seed: UInt64(round))
      var short = plan
      short.duration = plan.duration / 4
      let start = Played(short, seed: UInt64(round))
      sample.add(
        (long.nanoseconds - start.nanoseconds) / Double(long.offered - start.offered)
      )
    }
    return sample.median
  }

  private func flat(_ what: String, _ costs: [(size: Int, cost: Double)]) {
    let middle = costs.map(\.cost).sorted()[costs.count / 2]
    for (size, cost) in costs {
      report.add(
        Row(
          id: "P8",
          job: "a message, \(size) \(what)",
          floor: middle,
          value: cost,
          ratio: cost / middle,
          target: .ratio(atMost: 1.25),
          note: "against the middle size"
        )
      )
    }
  }

  /// 4,097 equally likely round trips in nanoseconds.
  private static var quantiles: [Double] {
    (0...4096).map { index in
      let share = min(max(Double(index) / 4096, 1e-5), 1 - 1e-5)
      return Worlds.roundTrip.quantile(share) * 1e9
    }
  }
}
