/// What a design has to reach: a number's relation to a bound, judged at a confidence.
package struct Objective: Sendable, Equatable {
  /// The line as the user wrote it.
  package let text: String
  package let relation: Relation
  package let bound: Double
  package let method: Estimate.Method

  /// Creates an objective.
  package init(
    _ text: String,
    _ relation: Relation,
    _ bound: Double,
    by method: Estimate.Method = .mean
  ) {
    self.text = text
    self.relation = relation
    self.bound = bound
    self.method = method
  }

  /// Judges the objective on samples, one for each replication.
  package func judged(on samples: [Double?], confidence: Double, widened: Double = 1) -> Judgement {
    let estimate = Estimate(of: samples, by: method, confidence: confidence, widened: widened)
    return Judgement(estimate, relation, bound)
  }
}
