public import Policies

/// State whose scope is wider than one server: owned by the body, handed in with every input.
///
/// A live fleet keeps it in a sidecar or a shared store, as stale as that makes it; a simulation
/// keeps one for each region or one for the fleet.
public struct SharedState: Sendable {
  /// One breaker for each provider whose policy asks for the scope of a region or the fleet.
  public var breakers: ContiguousArray<Breaker?>

  /// Creates the state of one scope.
  ///
  /// - Parameter breakers: One breaker for each lane that shares one.
  public init(breakers: ContiguousArray<Breaker?>) {
    self.breakers = breakers
  }
}
