import Experiments
import Glibc
import Reports
import Scenarios

/// What the machine can still give to a study.
enum Affordability {
  /// Memory in bytes; nil where the system does not say.
  static let available: Double? = {
    guard let file = unsafe fopen("/proc/meminfo", "r") else { return nil }
    defer { unsafe fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while unsafe fgets(&line, 256, file) != nil {
      let bytes = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let text = String(decoding: bytes, as: UTF8.self)
      guard text.hasPrefix("MemAvailable:") else { continue }
      return Double(text.filter(\.isNumber)).map { $0 * 1_024 }
    }
    return nil
  }()
}

extension StudySession {
  /// Says what a study will cost when that is worth saying; false when the memory cannot hold it.
  func isAffordable(
    _ scenario: Scenario,
    available: Double? = Affordability.available,
    console: inout Console
  ) -> Bool {
    let cost = RunCost(scenario)
    let jobs = invocation.number("jobs").map { Int($0) } ?? Runner.processors
    if let available, cost.bytes > available {
      console.complain(
        "spillway: \(scenario.name): a replication takes \(Humanised.bytes(cost.bytes)) and this"
          + " machine can give \(Humanised.bytes(available)): set `run.thin: 100`, or shorten the run"
      )
      return false
    }
    if cost.seconds > 20, !invocation.has("quiet") {
      for sentence in cost.sentences { console.say(sentence) }
    }
    if let available, cost.bytes * Double(jobs) > available {
      console.say("Memory may not hold \(jobs) replications at a time; try `--jobs 1`.")
    }
    return true
  }
}
