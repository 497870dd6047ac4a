import CGSL

/// A distribution found from measured values, with how well it describes them.
package struct Fit: Sendable {
  /// The families that are tried.
  package enum Family: String, Sendable, CaseIterable {
    case lognormal
    case gamma
    case weibull
    case loglogistic
    case lognormalMixture
  }

  package let family: Family
  package let distribution: Distribution
  package let logLikelihood: Double
  /// How many numbers were fitted.
  package let parameters: Int
  /// Largest distance between the distribution functions of the fit and of the values.
  package let kolmogorovSmirnov: Double
  /// The same with weight on the tails (Anderson and Darling 1952).
  package let andersonDarling: Double

  /// Akaike's criterion: smaller is better, and a parameter more must earn 2.
  package var aic: Double { 2 * Double(parameters) - 2 * logLikelihood }

  /// Fits every family by maximum likelihood and returns the best first.
  ///
  /// Values must be above 0 and not all equal; twenty are the fewest that say anything.
  package static func all(_ values: [Double]) throws(NumericalFailure) -> [Fit] {
    guard values.count >= 20 else {
      throw .outOfRange("a fit needs at least 20 values, found \(values.count)")
    }
    guard values.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw .outOfRange("a fit needs values above 0")
    }
    let sorted = values.sorted()
    guard sorted[0] < sorted[sorted.count - 1] else {
      throw .outOfRange("all \(values.count) values are equal")
    }
    let logs = sorted.map(naturalLog)
    var fits: [Fit] = []
    for family in Family.allCases {
      if let fit = Fit(family, sorted, logs) { fits.append(fit) }
    }
    return fits.sorted { $0.aic < $1.aic }
  }

  private init?(_ family: Family, _ sorted: [Double], _ logs: [Double]) {
    self.family = family
    parameters = family == .lognormalMixture ? 5 : 2
    guard let shape = maximumLikelihood(family, sorted, logs) else { return nil }
    distribution = Distribution(unchecked: shape)
    var sum = 0.0
    for value in sorted {
      guard let log = distribution.logDensity(value) else { return nil }
      sum += log
    }
    guard sum.isFinite else { return nil }
    logLikelihood = sum
    (kolmogorovSmirnov, andersonDarling) = distances(distribution, sorted)
  }

  /// Spreads the counts of a histogram over its buckets, evenly in the logarithm, as values to fit.
  ///
  /// `buckets` are upper bounds with the counts *in* each bucket, ascending; the first reaches down to
  /// half of its bound, and an infinite last one is taken to reach up to twice the bound before it.
  package static func spread(_ buckets: [(upTo: Double, count: Int)]) -> [Double] {
    var values: [Double] = []
    var below = (buckets.first?.upTo ?? 0) / 2
    for bucket in buckets {
      let top = bucket.upTo == .infinity ? 2 * below : bucket.upTo
      let ratio = naturalLog(top / below)
      for index in 0..<bucket.count {
        values.append(below * naturalExp(ratio * (Double(index) + 0.5) / Double(bucket.count)))
      }
      below = top
    }
    return values
  }

  /// Pairs of a measured quantile and what the fit says of it, for a Q–Q plot.
  package func quantilePairs(
    _ values: [Double],
    at probabilities: [Double]
  ) -> [(probability: Double, measured: Double, fitted: Double)] {
    let sorted = values.sorted()
    return probabilities.map { p in
      let index = min(sorted.count - 1, Int(p * Double(sorted.count)))
      return (p, sorted[index], distribution.quantile(p))
    }
  }
}

/// The tail of measured values as a power law: P(X > x) = share · (threshold / x)^shape (Hill 1975).
package struct ParetoTail: Sendable, Hashable {
  package let threshold: Double
  package let share: Double
  package let shape: Double
  /// Standard error of `shape`.
  package let error: Double

  /// Fits the largest `share` of the values; nothing when those are fewer than ten or all equal.
  package init?(_ values: [Double], share: Double = 0.01) {
    let sorted = values.sorted()
    let count = Int(Double(sorted.count) * share)
    guard count >= 10, count < sorted.count else { return nil }
    let threshold = sorted[sorted.count - count - 1]
    guard threshold > 0 else { return nil }
    let sum = sorted.suffix(count).reduce(0) { $0 + naturalLog($1 / threshold) }
    guard sum > 0 else { return nil }
    self.threshold = threshold
    self.share = Double(count) / Double(sorted.count)
    shape = Double(count) / sum
    error = shape / Double(count).squareRoot()
  }
}

private func maximumLikelihood(
  _ family: Fit.Family,
  _ values: [Double],
  _ logs: [Double]
) -> Distribution.Shape? {
  let moments = Moments(logs)
  guard let variance = moments.variance, variance > 0 else { return nil }
  let spread = (variance * Double(logs.count - 1) / Double(logs.count)).squareRoot()
  switch family {
  case .lognormal: return .lognormal(mu: moments.mean, sigma: spread)
  case .gamma:
    let mean = values.reduce(0, +) / Double(values.count)
    let target = naturalLog(mean) - moments.mean
    guard target > 0 else { return nil }
    // ln k − ψ(k) falls from ∞ to 0.
    let shape = bisect(from: 1e-6, to: 1e9) { naturalLog($0) - gsl_sf_psi($0) > target }
    return .gamma(shape: shape, scale: mean / shape)
  case .weibull: return weibullShape(logs, moments.mean)
  case .loglogistic: return logisticShape(logs, moments.mean, spread)
  case .lognormalMixture: return lognormalMixture(logs, spread)
  }
}

private func weibullShape(_ logs: [Double], _ mean: Double) -> Distribution.Shape? {
  // Relative to the largest, so that no power overflows.
  let top = logs[logs.count - 1]
  func sums(_ k: Double) -> (plain: Double, weighted: Double) {
    var plain = 0.0
    var weighted = 0.0
    for log in logs {
      let power = naturalExp(k * (log - top))
      plain += power
      weighted += power * log
    }
    return (plain, weighted)
  }
  let shape = bisectCoarsely(from: 1e-3, to: 1e3) { k in
    let (plain, weighted) = sums(k)
    return weighted / plain - 1 / k < mean
  }
  let scale = top + naturalLog(sums(shape).plain / Double(logs.count)) / shape
  return .weibull(shape: shape, scale: naturalExp(scale))
}

/// Newton's method for the logistic law of the logarithms; the likelihood is concave near its top.
private func logisticShape(
  _ logs: [Double],
  _ mean: Double,
  _ spread: Double
) -> Distribution.Shape? {
  var location = logs[logs.count / 2]
  var scale = spread * 0.551_328_895_421_792
  for _ in 0..<100 {
    var (gradL, gradS, hessLL, hessLS, hessSS) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for log in logs {
      let z = (log - location) / scale
      let p = 1 / (1 + naturalExp(-z))
      let tilt = 2 * p - 1
      let curve = 2 * p * (1 - p)
      gradL += tilt
      gradS += z * tilt - 1
      hessLL += curve
      hessLS += tilt + z * curve
      hessSS += 2 * z * tilt - 1 + z * z * curve
    }
    let determinant = hessLL * hessSS - hessLS * hessLS
    guard determinant > 0 else { return nil }
    let stepL = (hessSS * gradL - hessLS * gradS) / determinant * scale
    let stepS = (hessLL * gradS - hessLS * gradL) / determinant * scale
    location += stepL
    scale = max(scale / 2, min(scale * 2, scale + stepS))
    if abs(stepL) + abs(stepS) < 1e-11 * scale { break }
  }
  return .loglogistic(shape: 1 / scale, scale: naturalExp(location))
}

/// Expectation and maximisation for two normals over the logarithms, from a split at the 80th
/// percentile: a fast body and a slow tail are what measured round trips have.
private func lognormalMixture(_ logs: [Double], _ spread: Double) -> Distribution.Shape? {
  let cut = logs.count * 4 / 5
  let body = Moments(logs[..<cut])
  let tail = Moments(logs[cut...])
  var (share, mean0, mean1) = (0.8, body.mean, tail.mean)
  let least = spread * 1e-3
  var sigma0 = max(least, body.standardDeviation ?? spread)
  var sigma1 = max(least, tail.standardDeviation ?? spread)
  var before = -Double.infinity
  for _ in 0..<500 {
    var (weight, sum0, sum1, square0, square1, likelihood) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for log in logs {
      let (z0, z1) = ((log - mean0) / sigma0, (log - mean1) / sigma1)
      let density0 = share / sigma0 * naturalExp(-0.5 * z0 * z0)
      let density1 = (1 - share) / sigma1 * naturalExp(-0.5 * z1 * z1)
      let density = max(density0 + density1, 1e-300)
      let part = density0 / density
      weight += part
      sum0 += part * log
      sum1 += (1 - part) * log
      square0 += part * log * log
      square1 += (1 - part) * log * log
      likelihood += naturalLog(density)
    }
    let other = Double(logs.count) - weight
    guard weight > 2, other > 2 else { return nil }
    share = weight / Double(logs.count)
    mean0 = sum0 / weight
    mean1 = sum1 / other
    sigma0 = max(least, max(0, square0 / weight - mean0 * mean0).squareRoot())
    sigma1 = max(least, max(0, square1 / other - mean1 * mean1).squareRoot())
    if likelihood - before < 1e-7 * Double(logs.count) { break }
    before = likelihood
  }
  return .mixture([
    .init(share: share, shape: .lognormal(mu: mean0, sigma: sigma0)),
    .init(share: 1 - share, shape: .lognormal(mu: mean1, sigma: sigma1)),
  ])
}

/// As `bisect`, to ten digits: each question costs a pass over the data.
private func bisectCoarsely(
  from low: Double,
  to high: Double,
  _ isBelow: (Double) -> Bool
) -> Double {
  var low = low
  var high = high
  while high / low > 1 + 1e-10 {
    let middle = (low * high).squareRoot()
    if isBelow(middle) { low = middle } else { high = middle }
  }
  return high
}

private func distances(
  _ distribution: Distribution,
  _ sorted: [Double]
) -> (kolmogorovSmirnov: Double, andersonDarling: Double) {
  let count = Double(sorted.count)
  var worst = 0.0
  var sum = 0.0
  for (index, value) in sorted.enumerated() {
    let below = distribution.cdf(value)
    worst = max(worst, below - Double(index) / count, Double(index + 1) / count - below)
    let mirrored = distribution.upperTail(sorted[sorted.count - 1 - index])
    let logs = naturalLog(max(below, 1e-300)) + naturalLog(max(mirrored, 1e-300))
    sum += (2 * Double(index) + 1) * logs
  }
  return (worst, -count - sum / count)
}
