internal import Statistics

/// Which way of a metric is good.
package enum Direction: Sendable, Equatable {
  case higherIsBetter
  case lowerIsBetter
  case neither
}

/// One metric of one variant held against the baseline's, replication by replication.
package struct Pairing: Sendable, Equatable {
  package let metric: String
  package let variant: String
  package let direction: Direction
  /// One sample for each replication, in order; both sides had the same seeds.
  package let samples: [Double?]
  package let baseline: [Double?]

  /// Pairs samples; there must be as many on both sides.
  package init(
    metric: String,
    variant: String,
    direction: Direction,
    samples: [Double?],
    baseline: [Double?]
  ) {
    precondition(
      samples.count == baseline.count,
      "a pair has two sides, found \(samples.count) and \(baseline.count) samples"
    )
    self.metric = metric
    self.variant = variant
    self.direction = direction
    self.samples = samples
    self.baseline = baseline
  }
}

/// What the paired differences to the baseline say, corrected for how many were looked at.
package struct Comparison: Sendable, Equatable {
  package let pairing: Pairing
  /// Variant minus baseline.
  package let difference: Estimate
  /// The probability of such a difference by noise alone, before and after Holm's correction.
  package let pValue: Double?
  package let adjusted: Double?
  package let verdict: Verdict

  /// What may be said.
  package enum Verdict: Sendable, Equatable {
    case better
    case worse
    /// Different, where no direction is good.
    case higher
    case lower
    /// Every replication gave the same number on both sides.
    case identical
    /// Noise could have made it; about so many replications would show a difference of this size.
    case noDifference(needs: Int?)
    /// Too few replications defined both sides.
    case undefined
  }

  /// Compares all pairings as one family at the given confidence (Holm 1979).
  ///
  /// - Parameters:
  ///   - pairings: Everything that is looked at together.
  ///   - confidence: The family's.
  ///   - widened: How much wider intervals are because the study chose when to stop.
  /// - Returns: One comparison for each pairing, in their order.
  package static func family(
    of pairings: [Pairing],
    confidence: Double = 0.95,
    widened: Double = 1
  ) -> [Comparison] {
    let tests = pairings.map { PairedTest($0, confidence: confidence, widened: widened) }
    let tested = tests.indices.filter { tests[$0].pValue != nil }
    var adjusted = [Double?](repeating: nil, count: tests.count)
    for (index, value) in zip(tested, Holm.adjusted(tested.compactMap { tests[$0].pValue })) {
      adjusted[index] = value
    }
    return tests.indices.map { index in
      let test = tests[index]
      return Comparison(
        pairing: test.pairing,
        difference: test.difference,
        pValue: test.pValue,
        adjusted: adjusted[index],
        verdict: test.verdict(
          adjusted: adjusted[index],
          alpha: 1 - confidence,
          family: tested.count
        )
      )
    }
  }
}

extension Comparison.Verdict: CustomStringConvertible {
  /// The verdict in words.
  package var description: String {
    switch self {
    case .better: "better"
    case .worse: "worse"
    case .higher: "higher"
    case .lower: "lower"
    case .identical: "identical"
    case .noDifference(let needs?):
      "no difference found at this precision (needs about \(needs) replications)"
    case .noDifference(nil): "no difference found at this precision"
    case .undefined: "cannot be compared"
    }
  }
}
