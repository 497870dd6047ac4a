/// A line of `expect:`, `objectives:` or `watch:`, read but not judged.
package struct Expectation: Sendable, Hashable {
  /// The line as written: its name in reports.
  package let text: String
  package let span: Span
  package let claim: Claim
  /// The variant it speaks of; nothing for the base.
  package let variant: String?
}

/// A measured value, compared with a bound, in a stretch of the run.
package struct Claim: Sendable, Hashable {
  package let value: MeasuredValue
  package let comparison: Comparison
  package let bound: Bound
  package let window: Window
}

/// What is measured.
package indirect enum MeasuredValue: Sendable, Hashable {
  case metric(MetricValue)
  case probability(Event)
}

/// A metric, of a part of the world, summed up by a statistic.
package struct MetricValue: Sendable, Hashable {
  package let metric: String
  /// Nothing means the metric's own headline statistic.
  package let statistic: Statistic?
  package let scope: Scope?
}

/// What happens in a replication or not.
package enum Event: Sendable, Hashable {
  case collapse
  case metastable
  case claim(Claim)
}

/// How many values become one.
package enum Statistic: Sendable, Hashable {
  case mean, min, max, sd, count, rate, share
  /// 0.999 for p99.9.
  case percentile(Double)
}

/// A part of the world by name.
package struct Scope: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case trafficClass = "class"
    case provider, region, server, priority
  }

  /// Nothing when the name alone was written, which must then be unique.
  package let kind: Kind?
  package let name: String
}

package enum Comparison: String, Sendable, Hashable, CaseIterable {
  case atMost = "<="
  case atLeast = ">="
  case equal = "=="
  case unequal = "!="
  case below = "<"
  case above = ">"
}

/// The number to compare with, in base units: seconds, per second, a share of one.
package struct Bound: Sendable, Hashable {
  package enum Unit: String, Sendable { case seconds, perSecond, share, money, plain }

  package let value: Double
  package let unit: Unit
  package let text: String
}

/// The part of a run that a claim is about.
package enum Window: Sendable, Hashable {
  case whole
  case before(fault: String)
  case during(fault: String)
  case after(fault: String, plus: Duration)
  case between(Duration, Duration)
  /// Must hold in every stretch of this length.
  case overEvery(Duration)
  /// Must hold in some stretch of this length.
  case overSome(Duration)
}
