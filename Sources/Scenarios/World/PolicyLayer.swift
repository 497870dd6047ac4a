internal import GatewayCore
internal import Policies
internal import Providers

/// One layer of policy, of the file, a provider or a class: the nearest wins slot by slot.
enum PolicyLayer {
  /// A policy by name, or `like:` and the slots that differ.
  static var schema: Schema {
    guard case .map(let properties) = Policy.table.schema else { return Policy.table.schema }
    let like = Schema.Property(
      name: "like",
      kind: "name",
      meaning: "the policy that the slots below change",
      standard: nil,
      isRequired: false,
      schema: .text(pattern: nil)
    )
    return .map([like] + properties)
  }

  /// Where a policy is needed: towards a provider, for messages of a priority.
  struct Place {
    let facts: ProviderFacts
    let priority: UInt8
    /// The policies that the file names itself.
    let own: [Named<Node>]
  }

  /// Reads a layer over the policy below it.
  static func read(
    _ node: Node,
    over base: Policy,
    at place: Place,
    _ reading: inout Reading
  ) -> Policy? {
    read(node, over: base, at: place, seen: [], &reading)
  }

  private static func read(
    _ node: Node,
    over base: Policy,
    at place: Place,
    seen: [String],
    _ reading: inout Reading
  ) -> Policy? {
    guard node.entries != nil else {
      if node.plain == "off" || node.plain == "false" {
        return NamedPolicyBook.policy("none", at: place)
      }
      return named(node, at: place, seen: seen, &reading)
    }
    var start = base
    if let like = node["like"] {
      guard let policy = named(like, at: place, seen: seen, &reading) else { return nil }
      start = policy
    }
    let slots = (node.entries ?? []).filter { $0.key != "like" }
    guard !slots.isEmpty else { return start }
    return Policy.table.read(Node(.mapping(slots), at: node.span), into: start, &reading)
  }

  private static func named(
    _ node: Node,
    at place: Place,
    seen: [String],
    _ reading: inout Reading
  ) -> Policy? {
    guard let name = node.text, !node.isNull else {
      reading.refuse(node, "`\(reading.key)` is the name of a policy (found \(node.described))")
      return nil
    }
    if let own = place.own.first(where: { $0.name == name }) {
      guard !seen.contains(name) else {
        reading.refuse(node, "policy `\(quoted(name))` is like itself")
        return nil
      }
      let start = NamedPolicyBook.standard(at: place)
      var policy = read(own.value, over: start, at: place, seen: seen + [name], &reading)
      policy?.name = name
      return policy
    }
    if let policy = NamedPolicyBook.policy(name, at: place) { return policy }
    let known = place.own.map(\.name) + NamedPolicyBook.names
    reading.refuse(
      node,
      "there is no policy called `\(quoted(name))`\(suggestion(for: name, among: known))"
    )
    return nil
  }
}
