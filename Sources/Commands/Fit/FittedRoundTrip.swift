import Reports
import Scenarios
import Statistics
import TimeAndChance

/// What measured latencies look like, and how a scenario would say it.
struct FittedRoundTrip {
  /// What was read, in a sentence.
  let facts: [String]
  /// Best first; empty when percentiles were given, which are used as they are.
  let fits: [Fit]
  /// What to put into a scenario.
  let block: String
  let warnings: [String]

  init(_ data: LatencyData) throws(NumericalFailure) {
    switch data {
    case .percentiles(let points): try self.init(percentiles: points)
    case .values(let values): try self.init(values, what: "\(values.count) values")
    case .buckets(let buckets):
      let values = Fit.spread(buckets.map { ($0.upTo, $0.count) })
      try self.init(
        values,
        what: "a histogram of \(buckets.count) buckets, spread evenly in the logarithm within each"
      )
    }
  }

  private init(percentiles points: [PercentileCurve.Point]) throws(NumericalFailure) {
    let distribution: Distribution
    do throws(DistributionError) {
      distribution = try .percentiles(points)
    } catch {
      throw .outOfRange("\(error)")
    }
    let list = points.map {
      "p\(shown(($0.probability * 1e6).rounded() / 1e4)): \(Self.time($0.value))"
    }
    fits = []
    block = "round-trip: {percentiles: {\(list.joined(separator: ", "))}}"
    facts = [
      "\(points.count) percentiles, lognormal between each two of them",
      "mean \(secondsInWords(distribution.mean)), p50 \(secondsInWords(distribution.quantile(0.5))),"
        + " p99 \(secondsInWords(distribution.quantile(0.99)))",
    ]
    warnings = Self.skew(distribution.mean, distribution.quantile(0.5))
  }

  private init(_ all: [Double], what: String) throws(NumericalFailure) {
    let sorted = all.sorted()
    // A quantile each from 50,000 equal slices says as much about a shape as millions of values.
    let values =
      sorted.count <= 50_000
      ? sorted
      : (0..<50_000).map { sorted[Int((Double($0) + 0.5) / 50_000 * Double(sorted.count))] }
    fits = try Fit.all(values)
    let chosen = fits.first { Self.written($0.distribution.shape) != nil }
    guard let chosen, let text = Self.written(chosen.distribution.shape) else {
      throw .noAnswer("no family that a scenario can write describes the values")
    }
    block = "round-trip: {\(text)}"
    let mean = sorted.reduce(0, +) / Double(sorted.count)
    func at(_ p: Double) -> Double { sorted[min(sorted.count - 1, Int(p * Double(sorted.count)))] }
    facts = [
      what,
      "measured: mean \(secondsInWords(mean)), p50 \(secondsInWords(at(0.5))),"
        + " p99 \(secondsInWords(at(0.99))), p99.9 \(secondsInWords(at(0.999)))",
      "fitted:   mean \(secondsInWords(chosen.distribution.mean)),"
        + " p50 \(secondsInWords(chosen.distribution.quantile(0.5))),"
        + " p99 \(secondsInWords(chosen.distribution.quantile(0.99))),"
        + " p99.9 \(secondsInWords(chosen.distribution.quantile(0.999)))",
    ]
    var warnings = Self.skew(mean, at(0.5))
    if let best = fits.first, best.family != chosen.family {
      warnings.append("\(best.family.rawValue) describes them better, but no scenario can write it")
    }
    if chosen.kolmogorovSmirnov > 0.05 {
      warnings.append(
        "no family is closer than \(Humanised.share(chosen.kolmogorovSmirnov)) to the measured"
          + " distribution; `empirical: {file: ...}` would use the values as they are"
      )
    }
    if let tail = ParetoTail(values), tail.shape < 2 {
      warnings.append(
        "the slowest 1 % fall like a power law of \(threeDigits(tail.shape)): its variance has no"
          + " end, and means settle slowly"
      )
    }
    self.warnings = warnings
  }

  private static func skew(_ mean: Double, _ median: Double) -> [String] {
    guard mean > 1.2 * median else { return [] }
    return [
      "the mean is \(threeDigits(mean / median)) times the median: what is in flight follows the mean"
    ]
  }

  /// The shape in the words of a scenario; nil when it has none for it.
  static func written(_ shape: Distribution.Shape) -> String? {
    switch shape {
    case .lognormal(let mu, let sigma):
      return "lognormal: {median: \(time(DeterministicMath.exp(mu))), sigma: \(number(sigma))}"
    case .gamma(let k, let scale): return "gamma: {mean: \(time(k * scale)), shape: \(number(k))}"
    case .weibull(let k, let scale):
      return "weibull: {scale: \(time(scale)), shape: \(number(k))}"
    case .mixture(let parts) where parts.count == 2:
      guard let first = written(parts[0].shape), let second = written(parts[1].shape) else {
        return nil
      }
      let share = (parts[0].share * 1e4).rounded() / 100
      let rest = ((100 - share) * 100).rounded() / 100
      return "mixture: [{share: \(shown(share))%, is: {\(first)}}, "
        + "{share: \(shown(rest))%, is: {\(second)}}]"
    case .constant, .exponential, .pareto, .loglogistic, .uniform, .empirical, .percentiles,
      .mixture, .shifted, .capped:
      return nil
    }
  }

  /// Four digits, in milliseconds.
  private static func time(_ seconds: Double) -> String { number(seconds * 1e3) + "ms" }

  private static func number(_ value: Double) -> String {
    guard value > 0 else { return "0" }
    var scale = 1.0
    while value * scale < 1_000 && scale < 1e12 { scale *= 10 }
    return shown((value * scale).rounded() / scale)
  }
}
