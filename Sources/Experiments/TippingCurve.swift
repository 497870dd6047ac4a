package import TimeAndChance

/// How likely something is at each level of a load: a curve of probabilities, never a single knee.
package struct TippingCurve: Sendable, Equatable {
  package private(set) var points: [Point] = []

  /// One level of the load.
  package struct Point: Sendable, Equatable {
    package let load: Double
    /// The probability with Wilson's interval.
    package let probability: Estimate
    /// Zeros and ones, one for each replication.
    package let samples: [Double?]
    /// What else was asked, by number and replication.
    package let others: [[Double?]]

    package init(
      load: Double,
      probability: Estimate,
      samples: [Double?],
      others: [[Double?]] = []
    ) {
      self.load = load
      self.probability = probability
      self.samples = samples
      self.others = others
    }
  }

  /// Adds a point in its place.
  package mutating func add(_ point: Point) {
    let place = points.firstIndex { $0.load > point.load } ?? points.count
    points.insert(point, at: place)
  }

  /// Where another point says most: in the middle of the steepest stretch that is still wide.
  ///
  /// The score of a stretch is its rise, plus a little for its width so that a flat curve is not
  /// trusted to be flat between two far points.
  package var mostInformative: Double? {
    guard let first = points.first, let last = points.last, last.load > first.load else {
      return nil
    }
    let whole = last.load - first.load
    var best: (score: Double, load: Double)?
    for (a, b) in zip(points, points.dropFirst()) {
      guard let low = a.probability.value, let high = b.probability.value else { continue }
      let width = (b.load - a.load) / whole
      guard width > 1e-3 else { continue }
      let score = ((high - low).magnitude + 0.2 * width) * width.squareRoot()
      if score > (best?.score ?? 0) { best = (score, a.load + (b.load - a.load) / 2) }
    }
    return best?.load
  }

  /// The least and greatest load between which the probability crosses `level`, by the intervals.
  ///
  /// Below the first everything says less, above the second everything says more.
  package func crossing(of level: Double) -> (low: Double?, high: Double?) {
    let below = points.last { ($0.probability.high ?? 1) < level }?.load
    let above = points.first { ($0.probability.low ?? 0) > level }?.load
    return (below, above)
  }
}

/// One trial's zero or one, and what else was asked of it.
private struct Happened: Measurement {
  let values: [Double?]
  mutating func merge(_ later: Happened) {}
}

extension Runner {
  /// Measures the curve at five even loads first, then where another point says most.
  ///
  /// - Parameters:
  ///   - loads: The stretch of interest.
  ///   - count: How many points in all, five at least.
  ///   - replications: How many for each point.
  ///   - seed: The study's seed; every load sees the same replications.
  ///   - trial: Whether it happened (1) or not (0) at a load in a replication, then whatever else
  ///     the points shall keep.
  ///   - each: Sees the curve after every point.
  ///   - progress: Called on this thread about ten times a second.
  /// - Returns: What was measured; fewer points when somebody asked for the end.
  package func tippingCurve(
    over loads: ClosedRange<Double>,
    points count: Int,
    replications: Int,
    seed: Seed,
    trial: @escaping @Sendable (Double, Trial, Gauge) -> [Double?]?,
    each: (TippingCurve) -> Void = { _ in },
    progress: (Progress) -> Void = { _ in }
  ) -> TippingCurve {
    precondition(loads.upperBound > loads.lowerBound, "a curve needs a stretch of loads")
    let width = loads.upperBound - loads.lowerBound
    var waiting = (0..<5).map { loads.lowerBound + width * Double($0) / 4 }
    var curve = TippingCurve()
    while curve.points.count < max(count, 5), !cancellation.isRequested {
      guard let load = waiting.isEmpty ? curve.mostInformative : waiting.removeFirst() else {
        break
      }
      let result = replicate(
        .fixed(replications),
        seed: seed,
        trial: { one, gauge in
          trial(load, one, gauge).map { Happened(values: $0) }
        },
        numbers: \.values,
        progress: progress
      )
      guard result.ending != .cancelled, let samples = result.samples[0].first else { break }
      let probability = Estimate(of: samples, by: .probability)
      let others = Array(result.samples[0].dropFirst())
      curve.add(
        TippingCurve.Point(load: load, probability: probability, samples: samples, others: others)
      )
      each(curve)
    }
    return curve
  }
}
