import Scenarios
import Statistics
import TestKit
import Testing
import TimeAndChance

@testable import Commands

@Suite
struct FitVerbTests {
  private func fit(
    _ text: String,
    _ arguments: [String] = []
  ) throws -> (ending: Ending, console: Console) {
    let path = Repository.root + "/.build/fit-test-\(UInt64.random(in: 0...(.max))).csv"
    try TextFile.write(text, to: path)
    var console = Console(keeping: 100)
    let ending = FrontDoor.enter(
      ["fit", path] + arguments,
      environment: Environment([:]),
      console: &console
    )
    return (ending, console)
  }

  /// Even quantiles of a lognormal with a median of 50 ms.
  private static func latencies(_ count: Int) throws -> [Double] {
    let law = try Distribution.lognormal([.median(0.05), .sigma(0.9)])
    return (0..<count).map { law.quantile((Double($0) + 0.5) / Double(count)) }
  }

  @Test
  func aColumnOfMillisecondsBecomesABlockThatAScenarioTakes() throws {
    let rows = try Self.latencies(2_000).map { "x,\($0 * 1e3)" }
    let text = (["host,latency_ms"] + rows).joined(separator: "\n")
    let (ending, console) = try fit(text)
    #expect(ending == .done, "\(console.talk)")
    let block = try #require(console.output.split(separator: "\n").last)
    #expect(block.hasPrefix("round-trip: {lognormal: {median: 5"), "\(console.output)")
    #expect(console.output.contains("times the median"))
    let scenario = SampleStudy.text + "\nproviders:\n  fcm: {like: fcm, \(block)}\n"
    #expect(throws: Never.self) { try SampleStudy.scenario(scenario) }
  }

  @Test
  func aHistogramAndPercentilesAreRead() throws {
    let values = try Self.latencies(2_000)
    let bounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
    var text = "# TYPE rtt histogram\n"
    for bound in bounds {
      text += "rtt_bucket{to=\"a\",le=\"\(bound)\"} \(values.count { $0 <= bound })\n"
    }
    text += "rtt_bucket{to=\"a\",le=\"+Inf\"} 2000\nrtt_sum 1\nrtt_count 2000\n"
    let histogram = try fit(text)
    #expect(histogram.ending == .done, "\(histogram.console.talk)")
    #expect(histogram.console.output.contains("round-trip: {"))
    let stated = try fit("p50,50ms\np99,400ms\n")
    #expect(
      stated.console.output.hasSuffix("round-trip: {percentiles: {p50: 50ms, p99: 400ms}}\n"),
      "\(stated.console.output)"
    )
  }

  @Test(arguments: [
    ("", 1, "no values"), ("0.1\nfast\n", 2, "expected a latency"),
    ("0.1\n-3\n", 2, "above 0"), ("0.1\n0.2\n", 1, "at least 20"),
    ("a,b\n1,2\n", 1, "which column"), ("p50,50ms\np99,40ms\n", 2, "rise"),
    ("p50,50ms\nhello\n", 2, "expected a percentile"),
    ("x_bucket{le=\"0.1\"} nothing\n", 1, "expected a count"),
    ("x_bucket{le=\"0.1\"} 50\nx_bucket{le=\"1\"} 40\n", 1, "cumulative"),
    ("x_bucket{le=\"0.1\"} 50\ny_bucket{le=\"1\"} 90\n", 2, "second histogram"),
  ])
  func junkIsRefusedInItsPlace(text: String, line: Int, says: String) throws {
    let (ending, console) = try fit(text)
    #expect(ending == .wrongInput && console.output.isEmpty)
    #expect(console.talk.contains(".csv:\(line):"), "\(console.talk)")
    #expect(console.talk.contains(says), "\(console.talk)")
  }
}
