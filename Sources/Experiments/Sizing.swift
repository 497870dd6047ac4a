package import TimeAndChance

/// The question "how big": the smallest size, or the largest load, that meets every objective in
/// every case.
package struct Sizing: Sendable, Equatable {
  package let range: ClosedRange<Int>
  package let goal: Goal
  package let objectives: [Objective]
  /// The cases to survive ("as scripted", "a region is lost").
  package let cases: [String]
  package let confidence: Double
  /// The most replications for one candidate.
  package let limit: Int

  /// Which way is better.
  package enum Goal: Sendable, Equatable {
    /// Small fails, big is enough: find the smallest that is enough.
    case smallest
    /// Big fails: find the largest that still holds.
    case largest
  }

  /// Creates the question.
  package init(
    _ goal: Goal,
    in range: ClosedRange<Int>,
    objectives: [Objective],
    cases: [String],
    confidence: Double = 0.95,
    limit: Int = 64
  ) {
    precondition(!objectives.isEmpty && !cases.isEmpty, "a size needs an objective and a case")
    precondition(limit > 1, "a verdict needs two replications, found a limit of \(limit)")
    self.goal = goal
    self.range = range
    self.objectives = objectives
    self.cases = cases
    self.confidence = confidence
    self.limit = limit
  }

  /// One size that was tried, and what every objective said in every case.
  package struct Candidate: Sendable, Equatable {
    package let size: Int
    package let replications: Int
    /// `judgements[case][objective]`.
    package let judgements: [[Judgement]]

    /// Met when all are, not met when one is not, otherwise it cannot be told.
    package var verdict: Verdict {
      let all = judgements.joined()
      if all.contains(where: { $0.verdict == .notMet }) { return .notMet }
      return all.allSatisfy { $0.verdict == .met } ? .met : .inconclusive
    }

    /// The case and objective that keep this size from being enough: the first not met, else the
    /// first that cannot be told.
    package var binding: Binding? {
      for wanted in [Verdict.notMet, .inconclusive] {
        for (index, row) in judgements.enumerated() {
          if let objective = row.firstIndex(where: { $0.verdict == wanted }) {
            return Binding(caseIndex: index, objective: objective, verdict: wanted)
          }
        }
      }
      return nil
    }
  }

  /// What binds.
  package struct Binding: Sendable, Equatable {
    package let caseIndex: Int
    package let objective: Int
    package let verdict: Verdict
  }

  /// What was found.
  package struct Answer: Sendable, Equatable {
    /// The size that is enough; `nil` when none in the range was shown to be.
    package let chosen: Int?
    /// The neighbour that is not enough and so shows what binds; `nil` at the end of the range.
    package let neighbour: Candidate?
    /// Everything tried, by size.
    package let candidates: [Candidate]
    /// Sizes that contradict "more is better": one is enough, a better one is not.
    package let contradiction: (better: Int, worse: Int)?
    /// Whether somebody asked for the end before it was found.
    package let isComplete: Bool

    package static func == (a: Answer, b: Answer) -> Bool {
      a.chosen == b.chosen && a.neighbour == b.neighbour && a.candidates == b.candidates
        && a.isComplete == b.isComplete && a.contradiction?.better == b.contradiction?.better
        && a.contradiction?.worse == b.contradiction?.worse
    }
  }
}

/// The samples of one trial, in the order of the objectives.
private struct Sampled: Measurement {
  let values: [Double?]
  mutating func merge(_ later: Sampled) {}
}

extension Runner {
  /// Finds the size by bisection, each step with enough replications to decide it.
  ///
  /// From the first guess (a closed form's) steps double until one size holds and one fails; the
  /// bracket is then halved down to neighbours. A size that cannot be told at the limit counts as not
  /// enough: the answer errs on the safe side. One size well inside the good end is tried at last,
  /// because a response that is not monotone would make bisection a lie.
  ///
  /// - Parameters:
  ///   - sizing: The question.
  ///   - guess: Where to begin.
  ///   - seed: The study's seed; every candidate sees the same replications.
  ///   - trial: The samples of all objectives for one size, case (the trial's design) and replication.
  ///   - each: Sees every candidate as soon as it is judged.
  ///   - progress: Called on this thread about ten times a second.
  /// - Returns: The answer with everything that was tried.
  package func solve(
    _ sizing: Sizing,
    guess: Int,
    seed: Seed,
    trial: @escaping @Sendable (Int, Trial, Gauge) -> [Double?]?,
    each: (Sizing.Candidate) -> Void = { _ in },
    progress: (Progress) -> Void = { _ in }
  ) -> Sizing.Answer {
    var search = SizeSearch(sizing, guess: guess)
    while let size = search.next, !cancellation.isRequested {
      let candidate = judge(sizing, size, seed: seed, trial: trial, progress: progress)
      guard let candidate else { break }
      each(candidate)
      search.learn(candidate)
    }
    return search.answer
  }

  /// Judges one size; `nil` when the end was asked for before two replications were there.
  private func judge(
    _ sizing: Sizing,
    _ size: Int,
    seed: Seed,
    trial: @escaping @Sendable (Int, Trial, Gauge) -> [Double?]?,
    progress: (Progress) -> Void
  ) -> Sizing.Candidate? {
    let confidence = StoppingRule.whenDecided.confidence(for: sizing.confidence)
    func judgements(_ samples: [[[Double?]]]) -> [[Judgement]] {
      samples.map { numbers in
        zip(sizing.objectives, numbers).map {
          $0.judged(on: $1, confidence: confidence)
        }
      }
    }
    let result = replicate(
      .automatic(atMost: sizing.limit),
      designs: sizing.cases.count,
      seed: seed,
      trial: { one, gauge in trial(size, one, gauge).map { Sampled(values: $0) } },
      numbers: { $0.values },
      isPrecise: { samples in
        let all = judgements(samples).joined()
        return all.contains { $0.verdict == .notMet } || all.allSatisfy { $0.verdict == .met }
      },
      progress: progress
    )
    guard result.count > 1, result.ending != .cancelled else { return nil }
    return Sizing.Candidate(
      size: size,
      replications: result.count,
      judgements: judgements(result.samples)
    )
  }
}
