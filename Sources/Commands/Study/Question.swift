import GatewayModel
import Policies
import TimeAndChance

/// A number that a study reads off every replication: a metric, of a part of the world, in a part of
/// the run.
struct Question: Sendable {
  let metric: Metric
  let statistic: Metric.Statistic
  let scope: Scope
  /// The part of the run, or every stretch of `over`; none is all that is measured.
  var windows: [(from: Duration, to: Duration)] = []
  /// Which of several stretches speaks for the run.
  var pick = Pick.greatest

  /// A part of the world: what reports call it, and its classes and providers by number.
  struct Scope: Sendable, Hashable {
    /// `class:otp`; empty for the whole.
    let label: String
    var classes: [Int]?
    var lanes: [Int]?

    static let whole = Scope(label: "")
  }

  /// Reads the number off one replication.
  func sample(_ measured: Measurements, of plan: WorldPlan) -> Double? {
    guard windows.count > 1 else { return sample(measured, of: plan, in: windows.first) }
    return pick.among(windows.compactMap { sample(measured, of: plan, in: $0) })
  }

  private func sample(
    _ measured: Measurements,
    of plan: WorldPlan,
    in window: (from: Duration, to: Duration)?
  ) -> Double? {
    let reading = Reading(
      measured,
      of: plan,
      classes: scope.classes,
      lanes: scope.lanes,
      from: window?.from,
      to: window?.to
    )
    return metric.read(reading, statistic)
  }

  /// The words of `summary.csv`: `p99`, `mean`, `value`.
  var statisticName: String {
    switch statistic {
    case .value: "value"
    case .count: "count"
    case .rate: "rate"
    case .share: "share"
    case .mean: "mean"
    case .min: "min"
    case .max: "max"
    case .sd: "sd"
    case .percentile(let share): "p" + percent(share)
    }
  }

  /// The unit of the number, which a rate or a share changes.
  var unit: String {
    switch statistic {
    case .rate: Metric.Unit.perSecond.rawValue
    case .share: Metric.Unit.share.rawValue
    case .value, .count, .mean, .min, .max, .sd, .percentile: metric.unit.rawValue
    }
  }

  /// 99.9 for 0.999, without the noise of binary fractions.
  private func percent(_ share: Double) -> String {
    let hundredths = Int((share * 10_000).rounded())
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(whole)" }
    return rest.isMultiple(of: 10)
      ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension Question {
  /// Everything that `summary.csv` shows of a world.
  static func summary(of plan: WorldPlan) -> [Question] {
    var scopes = [Scope.whole]
    scopes += plan.classes.indices.map {
      Scope(label: "class:" + plan.classes[$0].name, classes: [$0])
    }
    scopes += plan.providers.indices.map {
      Scope(label: "provider:" + plan.providers[$0].name, lanes: [$0])
    }
    return Metric.all.flatMap { metric in
      scopes.flatMap { scope in
        metric.shown.map { Question(metric: metric, statistic: $0, scope: scope) }
      }
    }
  }
}
