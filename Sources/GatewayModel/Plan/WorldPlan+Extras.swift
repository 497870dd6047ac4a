/// What a plan has that most plans have not.
extension WorldPlan {
  /// The providers behind a destination: one, or the two of a route.
  package func lanes(of target: TrafficClass.Destination.Target) -> [Int] {
    switch target {
    case .provider(let lane): [lane]
    case .route(let route): [routes[route].primary, routes[route].secondary]
    }
  }

  /// Whether messages of a class have anything beyond being sent.
  func hasExtras(_ one: TrafficClass) -> Bool {
    if one.clients != nil || one.tenants != nil || one.copies > 1 { return true }
    if one.to.contains(where: { if case .route = $0.target { true } else { false } }) {
      return true
    }
    var reached = one.to.flatMap { lanes(of: $0.target) }
    if let fallback = one.fallback?.provider { reached.append(fallback) }
    return reached.contains { lane in
      let provider = providers[lane]
      return provider.tokens != nil || provider.delivery != nil || provider.sendRate != nil
        || provider.price > 0 || (provider.perDevice != nil && addressesFew)
    }
  }

  var hasExtras: Bool { classes.contains { hasExtras($0) } }

  /// Whether anything happens to a message after it was accepted.
  var delivers: Bool { providers.contains { $0.delivery != nil || $0.sendRate != nil } }

  /// Whether some device may get so many messages that its own rate matters.
  var addressesFew: Bool {
    classes.contains { one in
      if case .hot = one.audience { return true }
      return one.copies > 1
    }
  }
}
