import Statistics

/// One number that can be reported: its name, what it means, and how it is read off a measurement.
///
/// CSV, page, terminal, comparisons, sweeps and expectations all follow from this one entry.
package struct Metric: Sendable {
  package enum Unit: String, Sendable {
    case seconds = "s"
    case perSecond = "1/s"
    case share
    case count
    case number
    case bytes = "B"
    case money
  }

  /// How many values become one.
  package enum Statistic: Sendable, Hashable {
    case value
    case count
    case rate
    case share
    case mean
    case min
    case max
    case sd
    /// 0.999 for p99.9.
    case percentile(Double)
  }

  package let name: String
  package let unit: Unit
  /// What a bare name stands for.
  package let headline: Statistic
  /// The statistics that summary.csv shows.
  package let shown: [Statistic]
  package let meaning: String
  /// Nil where the number has no meaning in this part of the run; +∞ where it would be reached never.
  package let read: @Sendable (Reading, Statistic) -> Double?

  package init(
    _ name: String,
    in unit: Unit,
    headline: Statistic,
    shown: [Statistic],
    _ meaning: String,
    read: @escaping @Sendable (Reading, Statistic) -> Double?
  ) {
    self.name = name
    self.unit = unit
    self.headline = headline
    self.shown = shown
    self.meaning = meaning
    self.read = read
  }

  /// A count of messages or attempts: as a number, per second, and as a share of offered.
  static func count(
    _ name: String,
    _ meaning: String,
    of value: @escaping @Sendable (Counters) -> Int
  ) -> Metric {
    counted(name, meaning) { value($0.counters) }
  }

  static func counted(
    _ name: String,
    _ meaning: String,
    of value: @escaping @Sendable (Reading) -> Int
  ) -> Metric {
    Metric(name, in: .count, headline: .count, shown: [.count, .rate], meaning) { part, statistic in
      let number = Double(value(part))
      switch statistic {
      case .count, .value: return number
      case .rate: return part.seconds > 0 ? number / part.seconds : nil
      case .share:
        let offered = part.counters.offered
        return offered > 0 ? number / Double(offered) : nil
      case .mean, .min, .max, .sd, .percentile: return nil
      }
    }
  }

  /// A plain number.
  static func value(
    _ name: String,
    in unit: Unit,
    _ meaning: String,
    of value: @escaping @Sendable (Reading) -> Double?
  ) -> Metric {
    Metric(name, in: unit, headline: .value, shown: [.value], meaning) { part, statistic in
      switch statistic {
      case .value, .mean, .share, .rate, .count: value(part)
      case .min, .max, .sd, .percentile: nil
      }
    }
  }

  /// A duration of which every one was recorded.
  static func duration(
    _ name: String,
    _ meaning: String,
    of histogram: @escaping @Sendable (Reading) -> LogLinearHistogram
  ) -> Metric {
    let shown: [Statistic] = [
      .mean, .percentile(0.5), .percentile(0.9), .percentile(0.95), .percentile(0.99),
      .percentile(0.999), .max,
    ]
    return Metric(name, in: .seconds, headline: .mean, shown: shown, meaning) { part, statistic in
      let recorded = histogram(part)
      guard recorded.count > 0 else { return nil }
      switch statistic {
      case .mean, .value:
        return recorded.infiniteCount > 0 ? .infinity : recorded.mean.map { $0 / 1e9 }
      case .percentile(let share): return recorded.quantile(share).map { $0 / 1e9 }
      case .min: return Double(recorded.smallest) / 1e9
      case .max: return recorded.infiniteCount > 0 ? .infinity : Double(recorded.largest) / 1e9
      case .count: return Double(recorded.count)
      case .rate, .share, .sd: return nil
      }
    }
  }

  /// A level over time: its time average, and the extremes and percentiles of the timeline's rows.
  static func level(
    _ name: String,
    in unit: Unit,
    _ meaning: String,
    average: @escaping @Sendable (Reading) -> Double?,
    samples: @escaping @Sendable (Reading) -> [Double]
  ) -> Metric {
    Metric(
      name,
      in: unit,
      headline: .mean,
      shown: [.mean, .max],
      meaning
    ) { part, statistic in
      switch statistic {
      case .mean, .value: return average(part)
      case .max: return samples(part).max()
      case .min: return samples(part).min()
      case .percentile(let share):
        let sorted = samples(part).sorted()
        guard !sorted.isEmpty else { return nil }
        let rank = Int((share * Double(sorted.count)).rounded(.up)) - 1
        return sorted[Swift.min(sorted.count - 1, Swift.max(0, rank))]
      case .count, .rate, .share, .sd: return nil
      }
    }
  }
}
