import CFloors
import GatewayModel
import Glibc

/// P6: bytes a live and a parked message take, each world in a process of its own.
struct MemoryBench {
  let options: Options
  let report: Report

  init(_ options: Options, _ report: Report) {
    self.options = options
    self.report = report
  }

  func run() {
    let live = options.size(2_000_000)
    let parked = options.size(16_000_000)
    perMessage("live message", "live", live, atMost: 96)
    perMessage("parked message", "parked", parked, atMost: 32)
    guard let short = peak("long", 2_000_000), let long = peak("long", 20_000_000) else { return }
    report.add(
      Row(
        id: "P6",
        job: "a run ten times as long",
        unit: "MiB",
        floor: short / 1_048_576,
        value: long / 1_048_576,
        ratio: long / short,
        target: .ratio(atMost: 1.1)
      )
    )
  }

  /// What the peak holds beyond 64 MiB, by the number of messages.
  private func perMessage(_ job: String, _ kind: String, _ count: Int, atMost bytes: Double) {
    guard let peak = peak(kind, count) else {
      return report.remark("P6 skipped: cannot start myself")
    }
    report.add(
      Row(
        id: "P6",
        job: "\(job) beyond 64 MiB, of \(count)",
        unit: "B",
        value: max(0, peak - 67_108_864) / Double(count),
        target: .atMost(bytes)
      )
    )
  }

  private func peak(_ kind: String, _ count: Int) -> Double? {
    let output = "/tmp/spillway-bench-\(getpid()).txt"
    defer { unsafe unlink(output) }
    guard let own = StartBench.neighbour("spillway-bench"),
      Process.run(own, ["child", "--\(kind)", "--\(count)"], outputTo: output) == 0
    else { return nil }
    return Double(Machine.contents(of: output).filter { $0 != "\n" })
  }

  /// What the child does: plays one world and prints its peak.
  static func child(_ arguments: [String]) -> Bool {
    guard arguments.count == 3, let count = Int(arguments[2].dropFirst(2)) else { return false }
    let plan: WorldPlan
    switch arguments[1] {
    case "--live":
      plan = Worlds.steady(
        servers: 400,
        inFlight: count,
        messages: count * 4,
        streams: 1_000
      )
    case "--parked": plan = Worlds.parking(messages: count)
    case "--peak": plan = Worlds.peak(seconds: Double(count))
    case "--long": plan = Worlds.steady(servers: 10, inFlight: 4_000, messages: count)
    default: return false
    }
    let played = Played(plan, seed: 1)
    guard played.isWhole else { return false }
    say("\(floor_peak_bytes())\n")
    return true
  }
}
