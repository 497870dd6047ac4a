import TestKit
import Testing

@testable import Scenarios

@Suite
struct DistributionKindTests {
  @Test(arguments: [
    Reads("50ms", "50ms"), Reads("{constant: 50ms}", "50ms"),
    Reads("{exponential: {mean: 50ms}}", "{exponential: {mean: 50ms}}"),
    Reads(
      "{lognormal: {median: 50ms, p99: 400ms}}",
      "{lognormal: {median: 50ms, p99: 400ms}}"
    ),
    Reads("{lognormal: {p99.9: 2s, sigma: 0.5}}", "{lognormal: {p99.9: 2s, sigma: 0.5}}"),
    Reads("{gamma: {mean: 50ms, shape: 2}}", "{gamma: {mean: 50ms, shape: 2}}"),
    Reads("{weibull: {scale: 50ms, shape: 0.7}}", "{weibull: {scale: 50ms, shape: 0.7}}"),
    Reads("{pareto: {minimum: 5ms, shape: 1.5}}", "{pareto: {minimum: 5ms, shape: 1.5}}"),
    Reads("{erlang: {mean: 50ms, stages: 3}}", "{erlang: {mean: 50ms, stages: 3}}"),
    Reads("{uniform: {from: 10ms, to: 90ms}}", "{uniform: {from: 10ms, to: 90ms}}"),
    Reads(
      "{hyperexponential: [{share: 90%, mean: 40ms}, {share: 10%, mean: 1s}]}",
      "{hyperexponential: [{share: 90%, mean: 40ms}, {share: 10%, mean: 1s}]}"
    ),
    Reads(
      "{percentiles: {p50: 42ms, p90: 88ms, p99: 390ms, p99.9: 2s}}",
      "{percentiles: {p50: 42ms, p90: 88ms, p99: 390ms, p99.9: 2s}}"
    ),
    Reads(
      "{mixture: [{share: 99%, is: 50ms}, {share: 1%, is: {exponential: {mean: 5s}}}]}",
      "{mixture: [{share: 99%, is: 50ms}, {share: 1%, is: {exponential: {mean: 5s}}}]}"
    ),
    Reads(
      "{exponential: {mean: 50ms}, shift: 10ms, at-most: 30s}",
      "{exponential: {mean: 50ms}, shift: 10ms, at-most: 30s}"
    ),
    Reads("50", "1:6 `key` needs a unit, as in 30s or 250ms (found 50)"),
    Reads(
      "{lognormal: {median: 50ms}}",
      "1:18 lognormal takes exactly two of median, mean, p90, p95, p99, p99.9, sigma (found 1)"
    ),
    Reads(
      "{lognormal: {median: 400ms, p99: 50ms}}",
      "1:18 a higher percentile must be longer than a lower one"
    ),
    Reads(
      "{lognormal: {median: 400ms, mean: 50ms}}",
      "1:40 the mean of a lognormal exceeds its median (found 50ms)"
    ),
    Reads(
      "{lognorml: {median: 50ms}}",
      "1:7 unknown key `lognorml` in key; did you mean `lognormal`?"
    ),
    Reads("{exponential: {mean: 0}}", "1:27 `mean` is a duration above 0 (found 0)"),
    Reads("{exponential: {}}", "1:20 exponential needs `mean`"),
    Reads(
      "{exponential: {mean: 5s}, gamma: {mean: 5s, shape: 1}}",
      "1:32 `key` takes one of `exponential` and `gamma`, not both"
    ),
    Reads(
      "{erlang: {mean: 5s, stages: 0}}",
      "1:34 `stages` is a count of at least 1 (found 0)"
    ),
    Reads("{uniform: {from: 90ms, to: 10ms}}", "1:33 `to` must exceed `from` (found 10ms)"),
    Reads(
      "{pareto: {mean: 5s, shape: 1}}",
      "1:33 a pareto with `shape` of 1 or less has no mean; give `minimum`"
    ),
    Reads(
      "{mixture: [{share: 99%, is: 50ms}, {share: 2%, is: 1s}]}",
      "1:16 the shares of `mixture` add up to 101%, not 100%"
    ),
    Reads("{mixture: [{share: 100%}]}", "1:17 mixture needs `is` (theirs)"),
    Reads(
      "{percentiles: {p50: 42ms, p40: 88ms}}",
      "1:32 percentiles must rise: p40 is out of order"
    ),
    Reads(
      "{percentiles: {median: 42ms, p99: 1s}}",
      "1:21 a percentile is p50, p99, p99.9 ... (found median)"
    ),
    Reads("{percentiles: {p50: 42ms}}", "1:20 `percentiles` needs at least two"),
    Reads(
      "{exponential: {mean: 5s}, at-most: 1s, shift: 2s}",
      "1:41 `at-most` must exceed `shift` (found 1s)"
    ),
    Reads(
      "{exponential: {mean: 5s}, atmost: 1s}",
      "1:32 unknown key `atmost` in key; did you mean `at-most`?"
    ),
    Reads(
      "[50ms]",
      "1:6 `key` is a map of one of `constant`, `exponential`, `lognormal`, `gamma`, `weibull`, "
        + "`pareto`, `erlang`, `uniform`, `hyperexponential`, `mixture`, `percentiles`, "
        + "`empirical` (found a list)"
    ),
  ])
  func reads(_ it: Reads) {
    #expect(Reads.outcome(Kind<DistributionSyntax>.distribution, it.text) == it.gives)
  }

  @Test
  func aColumnCalledAfterAUnitHoldsIt() throws {
    let folder = try Folder()
    try folder.write("ms\n42\n1.5s\n", to: "rtt.csv")
    let text = "{empirical: {file: rtt.csv, column: ms}}"
    let (value, messages) = reading(.distribution, text, folder: folder.path)
    #expect(messages.isEmpty)
    #expect(value?.shape == .empirical([.milliseconds(42), .milliseconds(1500)]))
  }
}
