import Experiments
import GatewayCore
import GatewayModel
import Policies
import Reports
import Scenarios
import Statistics
import TimeAndChance

/// What one breaker of a scenario will see: calls per window, odds of a false trip, and how long it
/// takes to notice an outage of each severity.
struct BreakerOdds: Sendable, Equatable {
  let provider: String
  let trafficClass: String
  /// Calls per second that one breaker watches over.
  let rate: Double
  let minimum: Int
  /// Seconds of the window; nothing for windows by count.
  let span: Double?
  let callsPerWindow: Double
  let threshold: Double?
  /// Failures on a calm day, of all calls.
  let calm: Double

  /// Seconds until as many calls have been seen as a judgement needs.
  var timeToMinimum: Double { rate > 0 ? Double(minimum) / rate : .infinity }

  /// Whether a window ever holds enough calls.
  var isBlind: Bool { span != nil && callsPerWindow < Double(minimum) }

  /// One for each class and provider with a breaker that judges a rate.
  static func all(of plan: WorldPlan) -> [BreakerOdds] {
    plan.classes.flatMap { one in
      one.to.flatMap { destination in
        plan.lanes(of: destination.target).compactMap { lane in
          BreakerOdds(one, lane, share: destination.share, plan)
        }
      }
    }
  }

  private init?(_ one: TrafficClass, _ lane: Int, share: Double, _ plan: WorldPlan) {
    guard let slot = one.policies[lane].breaker else { return nil }
    let settings = slot.configuration
    let offered = one.meanRate * share
    let watchers: Int =
      switch slot.scope {
      case .connection: plan.fleet.servers * max(1, plan.fleet.server.connections[lane].minimum)
      case .server: plan.fleet.servers
      case .region: plan.fleet.regions.count
      case .fleet: 1
      }
    provider = plan.providers[lane].name
    trafficClass = one.name
    rate = offered / Double(max(1, watchers))
    minimum = settings.minimumCalls
    threshold = settings.failureRate?.value
    calm = min(
      1,
      plan.providers[lane].answers.reduce(0) { $0 + $1.share.value(after: .zero) }
    )
    switch settings.window {
    case .time(let length, _), .fixedInterval(let length):
      span = length.inSeconds
      callsPerWindow = rate * length.inSeconds
    case .count(let size):
      span = nil
      callsPerWindow = Double(size)
    case .unbounded: return nil
    }
  }

  /// Seconds from the start of an outage in which this share of all calls fails until the breaker
  /// opens; nothing when the mean never reaches the threshold.
  ///
  /// A full window of good calls stands before it: the bad ones must push it over the threshold.
  func timeToDetect(failing severity: Double) -> Double? {
    guard let threshold, !isBlind, severity > calm, severity >= threshold else { return nil }
    let window = span ?? callsPerWindow / max(rate, 1e-9)
    let filled = window * max(0, threshold - calm) / (severity - calm)
    return min(window, max(filled, 1 / max(rate, 1e-9)))
  }

  /// The chance that one window of independent errors of this share is over the threshold.
  func tripsInOneWindow(failing error: Double) -> Double {
    guard let threshold, !isBlind, error > 0 else { return 0 }
    let calls = Int(max(callsPerWindow, Double(minimum)).rounded())
    let needed = Int((threshold * Double(calls)).rounded(.up))
    guard needed > 0, calls > 0 else { return 1 }
    guard needed <= calls else { return 0 }
    // P(binomial(n, p) ≥ k) is the incomplete beta function I_p(k, n - k + 1).
    return SpecialFunctions.beta(min(error, 1), Double(needed), Double(calls - needed + 1))
  }

  /// The chance of at least one false trip in an hour on a calm day.
  ///
  /// Windows that follow each other count as independent; those that overlap add a little.
  var falseTripsPerHour: Double {
    guard let span, span > 0 else { return tripsInOneWindow(failing: calm) }
    return 3_600 / span * tripsInOneWindow(failing: calm)
  }

  /// Shares of failing calls of which people ask.
  static let severities = [0.08, 0.25, 0.4, 1]

  var sentences: [String] {
    var lines = [
      "Each breaker of \(trafficClass) at \(provider) sees \(Humanised.count(rate)) calls/s: "
        + "\(Humanised.count(callsPerWindow)) in its window, its minimum of \(minimum) after "
        + "\(Humanised.seconds(timeToMinimum))."
    ]
    if isBlind {
      lines.append(
        "Its window never holds \(minimum) calls: it will not open. Lower `minimum`, or widen the "
          + "window or the scope."
      )
      return lines
    }
    guard let threshold else { return lines }
    let detection = Self.severities.map { severity in
      let share = Humanised.share(severity)
      if let seconds = timeToDetect(failing: severity) {
        return "\(share) failing after \(Humanised.seconds(seconds))"
      }
      return "\(share) not (\(odds(tripsInOneWindow(failing: severity))) a window by chance)"
    }
    lines.append(
      "It opens at \(Humanised.share(threshold)): \(detection.joined(separator: ", "))."
    )
    lines.append("On a calm day it trips falsely \(odds(falseTripsPerHour)) an hour.")
    return lines
  }

  private func odds(_ chance: Double) -> String {
    chance < 1e-12 ? "practically never" : "\(Humanised.digits(chance, significant: 2)) times"
  }
}

extension Table {
  /// One row for each breaker and severity.
  static func breakers(_ all: [BreakerOdds]) -> Table {
    var table = Table(
      name: "breakers",
      title: "What a breaker will see",
      columns: [
        Column("class", .text, "Whose calls."), Column("provider", .text, "Of which provider."),
        Column("calls_per_s", .number, unit: "/s", "Calls of one breaker."),
        Column("calls_per_window", .number, "Calls in its window."),
        Column("time_to_minimum", .duration, "Until it may judge."),
        Column("false_trips_per_hour", .number, "On a calm day."),
        Column("failing", .share, "The severity of an outage."),
        Column("time_to_detect", .duration, "From its start until the breaker opens."),
        Column("trip_in_a_window", .number, "The chance that a window of it opens the breaker."),
      ]
    )
    for one in all {
      for severity in BreakerOdds.severities {
        table.append([
          .text(one.trafficClass), .text(one.provider), .number(one.rate),
          .number(one.callsPerWindow), .number(orEmpty: one.timeToMinimum),
          .number(one.falseTripsPerHour), .number(severity),
          .number(orEmpty: one.timeToDetect(failing: severity)),
          .number(one.tripsInOneWindow(failing: severity)),
        ])
      }
    }
    return table
  }
}
