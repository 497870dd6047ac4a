import GatewayModel
import TimeAndChance

extension WorldPlan {
  /// The same world with `factor` times the traffic of every class.
  func scaled(by factor: Double) -> WorldPlan {
    var world = self
    for index in classes.indices {
      switch classes[index].source {
      case .arrivals(let arrivals):
        world.classes[index].source = .arrivals(arrivals.scaled(by: factor))
      case .campaign(var campaign):
        campaign.messages = Int((Double(campaign.messages) * factor).rounded())
        world.classes[index].source = .campaign(campaign)
      }
    }
    return world
  }
}

extension Arrivals {
  fileprivate func scaled(by factor: Double) -> Arrivals {
    switch self {
    case .poisson(let rate): .poisson(rate * factor)
    case .regular(let rate): .regular(rate * factor)
    case .batches(let rate, let size): .batches(rate * factor, size: size)
    case .bursts(let every, let size):
      .bursts(every: every, size: max(1, Int((Double(size) * factor).rounded())))
    case .mmpp(let states): .mmpp(states.map { .init(rate: $0.rate * factor, stay: $0.stay) })
    case .trace(let rates, let step): .trace(rates: rates.map { $0 * factor }, step: step)
    }
  }
}
