/// Returns mu and sigma of the lognormal with two known facts.
///
/// A fact other than sigma is a line in (mu, sigma): mu + z·sigma = ln value for a percentile, with
/// z = 0 for the median; the mean is the parabola mu + sigma²/2 = ln mean. Of a parabola's two
/// crossings the one with the smaller spread is meant: a p99 that is below the mean is not what
/// anybody measures.
func solveLognormal(
  _ first: LognormalFact,
  _ second: LognormalFact
) throws(DistributionError) -> (mu: Double, sigma: Double) {
  let (a, b) = (try equation(first), try equation(second))
  switch (a, b) {
  case (.sigma, .sigma), (.mean, .mean):
    throw .contradictory("the same fact twice does not determine a lognormal")
  case (.sigma(let sigma), .line(let z, let y)), (.line(let z, let y), .sigma(let sigma)):
    return (y - z * sigma, sigma)
  case (.sigma(let sigma), .mean(let y)), (.mean(let y), .sigma(let sigma)):
    return (y - sigma * sigma / 2, sigma)
  case (.line(let z0, let y0), .line(let z1, let y1)):
    return try meet(z0, y0, z1, y1)
  case (.line(let z, let y), .mean(let mean)), (.mean(let mean), .line(let z, let y)):
    return try meet(z, y, mean: mean)
  }
}

/// A fact as an equation; `y` is the logarithm of the value.
private enum Equation {
  case line(z: Double, y: Double)
  case mean(Double)
  case sigma(Double)
}

private func equation(_ fact: LognormalFact) throws(DistributionError) -> Equation {
  switch fact {
  case .median(let value): return .line(z: 0, y: try logarithm(value, "median"))
  case .mean(let value): return .mean(try logarithm(value, "mean"))
  case .percentile(let p, let value):
    guard p > 0, p < 1 else { throw .notAProbability(p) }
    let z = p == 0.5 ? 0 : SpecialFunctions.normalQuantile(p)
    return .line(z: z, y: try logarithm(value, percentileName(p)))
  case .sigma(let value):
    guard value > 0, value.isFinite else { throw .notPositive(parameter: "sigma", found: value) }
    return .sigma(value)
  }
}

private func logarithm(_ value: Double, _ name: String) throws(DistributionError) -> Double {
  guard value > 0, value.isFinite else { throw .notPositive(parameter: name, found: value) }
  return naturalLog(value)
}

private func meet(
  _ z0: Double,
  _ y0: Double,
  _ z1: Double,
  _ y1: Double
) throws(DistributionError) -> (mu: Double, sigma: Double) {
  guard z0 != z1 else {
    throw .contradictory("the same percentile twice does not determine a lognormal")
  }
  let sigma = (y1 - y0) / (z1 - z0)
  guard sigma > 0 else {
    throw .contradictory("a higher percentile must have a higher value")
  }
  return (y0 - z0 * sigma, sigma)
}

private func meet(
  _ z: Double,
  _ y: Double,
  mean: Double
) throws(DistributionError) -> (mu: Double, sigma: Double) {
  // sigma²/2 − z·sigma + (y − ln mean) = 0.
  let root = z * z - 2 * (y - mean)
  guard root >= 0 else {
    throw .contradictory("no lognormal has a mean that small beside such a percentile")
  }
  // The smaller positive root; the form that does not cancel.
  let spread = root.squareRoot()
  let sigma = z > 0 && y > mean ? 2 * (y - mean) / (z + spread) : z + spread
  guard sigma > 0 else {
    throw .contradictory("the mean of a lognormal lies above its median")
  }
  return (y - z * sigma, sigma)
}

/// Returns the name people use: p50, p99.9.
func percentileName(_ p: Double) -> String {
  let percent = (p * 1e8).rounded() / 1e6
  return percent == percent.rounded() ? "p\(Int(percent))" : "p\(percent)"
}
