package import TimeAndChance

/// One run of one design point: the unit that a study is made of.
package struct Trial: Sendable, Hashable {
  /// Which variant, size or sweep point.
  package let design: Int
  package let replication: Int
  /// The same for every design point of a replication: common random numbers.
  package let seed: Seed

  /// Creates the trial of a design point and a replication under a study's seed.
  package init(design: Int, replication: Int, under seed: Seed) {
    self.design = design
    self.replication = replication
    self.seed = seed.numbered(UInt64(replication))
  }
}

/// What all replications of all design points measured.
package struct Replications<Measured: Measurement>: Sendable {
  /// For each design point, its replications merged in order; empty when none was finished.
  package private(set) var merged: [Measured] = []
  /// `samples[design][number][replication]`.
  package private(set) var samples: [[[Double?]]]
  /// Finished replications, complete over all design points.
  package private(set) var count = 0
  package private(set) var ending = Ending.planned

  /// Why a study has as many replications as it has.
  package enum Ending: Sendable, Equatable {
    /// The number was given.
    case planned
    /// Every asked precision is met.
    case precise
    /// The limit was reached first.
    case limit
    /// Somebody asked for the end.
    case cancelled
  }

  init(designs: Int) {
    samples = Array(repeating: [], count: designs)
  }

  mutating func take(_ row: [Measured], _ numbers: [[Double?]]) {
    for (design, values) in numbers.enumerated() {
      if samples[design].isEmpty { samples[design] = values.map { _ in [] } }
      precondition(
        samples[design].count == values.count,
        "every replication has the same \(samples[design].count) numbers, found \(values.count)"
      )
      for (number, value) in values.enumerated() { samples[design][number].append(value) }
    }
    if merged.isEmpty {
      merged = row
    } else {
      for (design, measured) in row.enumerated() { merged[design].merge(measured) }
    }
    count += 1
  }

  mutating func end(_ ending: Ending) {
    self.ending = ending
  }
}

extension Runner {
  /// Replicates every design point under common random numbers, as often as the plan says.
  ///
  /// Trials run replication by replication, so what is finished is complete over all design points
  /// whenever the study ends, and the first `n` replications are the same however long it goes on.
  ///
  /// - Parameters:
  ///   - plan: How many replications.
  ///   - designs: How many design points; 1 for a plain run.
  ///   - seed: The study's seed.
  ///   - trial: Runs one trial; `nil` when it gave up because its gauge said so.
  ///   - numbers: The samples that one measurement yields, always equally many for a design point.
  ///   - isPrecise: Looks at `samples[design][number][replication]` when an automatic plan looks.
  ///   - each: Sees every finished trial in order, for results per replication.
  ///   - progress: Called on this thread about ten times a second.
  /// - Returns: What was measured, merged in order.
  package func replicate<Measured: Measurement>(
    _ plan: ReplicationPlan,
    designs: Int = 1,
    seed: Seed,
    trial: @escaping @Sendable (Trial, Gauge) -> Measured?,
    numbers: (Measured) -> [Double?],
    isPrecise: ([[[Double?]]]) -> Bool = { _ in false },
    each: (Trial, Measured) -> Void = { _, _ in },
    progress: (Progress) -> Void = { _ in }
  ) -> Replications<Measured> {
    precondition(designs > 0, "a study needs a design point, found \(designs)")
    var result = Replications<Measured>(designs: designs)
    var row: [Measured] = []
    let wanted = plan.limit * designs
    let collected = run(
      wanted,
      trial: { index, gauge in
        trial(Trial(design: index % designs, replication: index / designs, under: seed), gauge)
      },
      progress: progress,
      collect: { index, measured in
        row.append(measured)
        guard row.count == designs else { return .more }
        for (design, measured) in row.enumerated() {
          each(Trial(design: design, replication: index / designs, under: seed), measured)
        }
        result.take(row, row.map(numbers))
        row.removeAll()
        guard plan.isAutomatic, plan.looks(after: result.count) else { return .more }
        guard isPrecise(result.samples) else { return .more }
        result.end(.precise)
        return .enough
      }
    )
    if result.ending == .planned {
      if collected < wanted {
        result.end(.cancelled)
      } else if plan.isAutomatic {
        result.end(.limit)
      }
    }
    return result
  }
}
