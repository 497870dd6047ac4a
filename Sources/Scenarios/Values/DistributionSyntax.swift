package import TimeAndChance

/// A distribution of a time as it is written: parameters checked, nothing computed yet.
package struct DistributionSyntax: Sendable, Hashable {
  package indirect enum Shape: Sendable, Hashable {
    case constant(Duration)
    case exponential(mean: Duration)
    /// Fixed by two of its statements.
    case lognormal(LognormalStatements)
    case gamma(mean: Duration, shape: Double)
    case weibull(mean: Duration?, scale: Duration?, shape: Double)
    case pareto(minimum: Duration?, mean: Duration?, shape: Double)
    case erlang(mean: Duration, stages: Int)
    case hyperexponential([Phase])
    case uniform(from: Duration, to: Duration)
    /// The times of a file, in its order.
    case empirical([Duration])
    case percentiles([Percentile])
    case mixture([Part])
  }

  package struct Phase: Sendable, Hashable {
    package var share = Fraction.all
    package var mean = Duration.zero
  }

  package struct Part: Sendable, Hashable {
    package var share = Fraction.all
    package var distribution = DistributionSyntax(.constant(.zero))
  }

  package struct Percentile: Sendable, Hashable {
    /// 0.99 for p99.
    package let level: Double
    package let value: Duration
  }

  package var shape: Shape
  /// Added to every draw.
  package var shift: Duration
  /// No draw is longer.
  package var atMost: Duration?

  package init(_ shape: Shape, shift: Duration = .zero, atMost: Duration? = nil) {
    self.shape = shape
    self.shift = shift
    self.atMost = atMost
  }
}

/// What may be said of a lognormal; any two of these fix it.
package struct LognormalStatements: Sendable, Hashable {
  package var median: Duration?
  package var mean: Duration?
  package var p90: Duration?
  package var p95: Duration?
  package var p99: Duration?
  package var p999: Duration?
  package var sigma: Double?

  /// How many are given.
  var count: Int {
    [median, mean, p90, p95, p99, p999].count { $0 != nil } + (sigma == nil ? 0 : 1)
  }

  /// The quantiles given, by level, median included.
  package var quantiles: [DistributionSyntax.Percentile] {
    let levels: [(Double, Duration?)] = [
      (0.5, median), (0.9, p90), (0.95, p95), (0.99, p99), (0.999, p999),
    ]
    return levels.compactMap { level, value in value.map { .init(level: level, value: $0) } }
  }
}

extension DistributionSyntax {
  /// The distribution as a user would write it.
  package var written: String {
    if shift == .zero && atMost == nil, case .constant(let value) = shape { return shown(value) }
    var parts = [writtenShape]
    if shift != .zero { parts.append("shift: \(shown(shift))") }
    if let atMost { parts.append("at-most: \(shown(atMost))") }
    return "{" + parts.joined(separator: ", ") + "}"
  }

  private var writtenShape: String {
    switch shape {
    case .constant(let value): return "constant: \(shown(value))"
    case .exponential(let mean): return "exponential: {mean: \(shown(mean))}"
    case .lognormal(let statements): return "lognormal: {\(statements.written)}"
    case .gamma(let mean, let shape):
      return "gamma: {mean: \(shown(mean)), shape: \(shown(shape))}"
    case .weibull(let mean, let scale, let shape):
      let size = mean.map { "mean: \(shown($0))" } ?? scale.map { "scale: \(shown($0))" } ?? ""
      return "weibull: {\(size), shape: \(shown(shape))}"
    case .pareto(let minimum, let mean, let shape):
      let size = mean.map { "mean: \(shown($0))" } ?? minimum.map { "minimum: \(shown($0))" } ?? ""
      return "pareto: {\(size), shape: \(shown(shape))}"
    case .erlang(let mean, let stages): return "erlang: {mean: \(shown(mean)), stages: \(stages)}"
    case .hyperexponential(let phases):
      let list = phases.map { "{share: \(shown($0.share.value * 100))%, mean: \(shown($0.mean))}" }
      return "hyperexponential: [\(list.joined(separator: ", "))]"
    case .uniform(let from, let to): return "uniform: {from: \(shown(from)), to: \(shown(to))}"
    case .empirical(let times): return "empirical: \(times.count) times"
    case .percentiles(let percentiles):
      let list = percentiles.map { "p\(shown($0.level * 100)): \(shown($0.value))" }
      return "percentiles: {\(list.joined(separator: ", "))}"
    case .mixture(let parts):
      let list = parts.map {
        "{share: \(shown($0.share.value * 100))%, is: \($0.distribution.written)}"
      }
      return "mixture: [\(list.joined(separator: ", "))]"
    }
  }
}

extension LognormalStatements {
  fileprivate var written: String {
    let times: [(String, Duration?)] = [
      ("median", median), ("mean", mean), ("p90", p90), ("p95", p95), ("p99", p99),
      ("p99.9", p999),
    ]
    var parts = times.compactMap { name, value in value.map { "\(name): \(shown($0))" } }
    if let sigma { parts.append("sigma: \(shown(sigma))") }
    return parts.joined(separator: ", ")
  }
}
