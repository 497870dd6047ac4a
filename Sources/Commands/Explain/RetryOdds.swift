import Experiments
import GatewayCore
import GatewayModel
import Policies
import Reports
import Statistics

/// What the retries of a class do to its traffic when calls fail independently of each other.
struct RetryOdds: Sendable, Equatable {
  let trafficClass: String
  let provider: String
  /// Quick attempts, the first included.
  let attempts: Int
  /// Stays in the retry topic after them.
  let rungs: Int
  /// The most that retries may add, of the calls; nothing without a budget.
  let budget: Double?

  static func all(of plan: WorldPlan) -> [RetryOdds] {
    plan.classes.flatMap { one in
      one.to.flatMap { destination in
        plan.lanes(of: destination.target).map { lane in
          let policy = one.policies[lane]
          let parks = policy.retry.then == .park
          var budget: Double?
          if case .leaky(let ratio, _, _)? = policy.budget { budget = ratio }
          return RetryOdds(
            trafficClass: one.name,
            provider: plan.providers[lane].name,
            attempts: policy.retry.attempts,
            rungs: parks ? policy.retry.park.rungs.count : 0,
            budget: budget
          )
        }
      }
    }
  }

  /// Attempts per message while this share of the calls fails.
  func amplification(failing error: Double) -> Double {
    RetryAmplification.attempts(error: error, retries: max(0, attempts - 1))
  }

  /// The share of messages that the quick attempts deliver.
  func delivered(failing error: Double) -> Double {
    RetryAmplification.delivered(error: error, retries: max(0, attempts - 1))
  }

  var sentences: [String] {
    guard attempts > 1 || rungs > 0 else {
      return ["\(trafficClass) at \(provider): one attempt, nothing is retried."]
    }
    let parts = BreakerOdds.severities.map { error in
      "×\(Humanised.digits(amplification(failing: error))) at \(Humanised.share(error))"
    }
    let ending = rungs > 0 ? "; what is left is parked, and tried up to \(rungs) times more" : ""
    let held =
      budget.map { "; a budget holds retries to \(Humanised.share($0)) of the calls" } ?? ""
    return [
      "\(trafficClass) at \(provider): \(attempts) quick attempts make traffic "
        + parts.joined(separator: ", ") + " independent errors" + ending + held + "."
    ]
  }
}

extension Table {
  /// One row for each class, provider and severity.
  static func retries(_ all: [RetryOdds]) -> Table {
    var table = Table(
      name: "retries",
      title: "What retries do to the traffic",
      columns: [
        Column("class", .text, "Whose messages."), Column("provider", .text, "To which provider."),
        Column("failing", .share, "Calls that fail, independently of each other."),
        Column("amplification", .number, "Attempts per message."),
        Column("delivered", .share, "Messages that the quick attempts deliver."),
      ]
    )
    for one in all {
      for error in BreakerOdds.severities {
        table.append([
          .text(one.trafficClass), .text(one.provider), .number(error),
          .number(one.amplification(failing: error)), .number(one.delivered(failing: error)),
        ])
      }
    }
    return table
  }
}
