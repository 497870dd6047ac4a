import Testing

@testable import Scenarios

@Suite
struct RunPlanTests {
  @Test(arguments: [
    Reads("{}", "10m auto auto 00:00"),
    Reads("{duration: 30m, warm-up: 2m, replications: 8, starts: 08:55}", "30m 2m 8 08:55"),
    Reads("{starts: 9h}", "10m auto auto 09:00"),
    Reads(
      "{warm-up: 20m}",
      "1:16 `warm-up` is 20m, but the run lasts 10m: nothing is left to measure"
    ),
    Reads("{duration: 0}", "1:17 `duration` is a duration above 0 (found 0)"),
    Reads("{replications: 0}", "1:21 `replications` is a count of at least 1 (found 0)"),
    Reads("{starts: 25:00}", "1:15 `starts` is a time of day, as in 08:55 (found 25:00)"),
    Reads("{durtion: 5m}", "1:7 unknown key `durtion` in run; did you mean `duration`?"),
    Reads(
      "{precision: 5}",
      "1:18 `precision` is a share from 0 to 1 (found 5); did you mean `5%`?"
    ),
  ])
  func reads(_ it: Reads) {
    let (run, messages) = reading(.table(RunPlan.table), it.text)
    let values = run.map { run in
      let warmUp = Kind.warmUp.show(run.warmUp) ?? "?"
      let replications = Kind.replications.show(run.replications) ?? "?"
      let starts = Kind.timeOfDay.show(run.starts) ?? "?"
      return "\(shown(run.duration)) \(warmUp) \(replications) \(starts)"
    }
    #expect((messages.isEmpty ? values : messages.joined(separator: " | ")) == it.gives)
  }
}
