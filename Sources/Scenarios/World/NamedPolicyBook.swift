internal import GatewayCore
internal import NamedPolicies
internal import Providers

/// The policies that ship, as a scenario asks for them.
enum NamedPolicyBook {
  static let names = NamedPolicy.all.map(\.name)

  static func policy(_ name: String, at place: PolicyLayer.Place) -> Policy? {
    NamedPolicy.named(name)?.policy(for: place.facts, priority: place.priority)
  }

  /// What holds where nothing is said.
  static func standard(at place: PolicyLayer.Place) -> Policy {
    guard let policy = policy("recommended", at: place) else {
      preconditionFailure("the recommended policy always ships")
    }
    return policy
  }
}
