public import GatewayCore
public import Providers

/// A whole policy that people know by a name, with where each of its choices comes from.
///
/// Policies are data: a study compares them, a live gateway can run them. What a policy chooses may
/// depend on the provider (a ping that APNs likes makes FCM hang up) and on the priority of the
/// message (P0 tries twice and leaves for its fallback), so it is asked for both.
public struct NamedPolicy: Sendable {
  /// The name that scenarios use.
  public let name: String
  /// One line: whose habit it is.
  public let summary: String

  private let draft: @Sendable (ProviderFacts, UInt8) -> Draft

  init(
    _ name: String,
    _ summary: String,
    _ draft: @escaping @Sendable (ProviderFacts, UInt8) -> Draft
  ) {
    self.name = name
    self.summary = summary
    self.draft = draft
  }

  /// Returns the policy towards one provider for messages of one priority.
  ///
  /// - Parameters:
  ///   - facts: What is known of the provider, after a scenario's own figures.
  ///   - priority: 0 (first) … 3; few policies care.
  /// - Returns: Every slot, filled in or off.
  public func policy(for facts: ProviderFacts, priority: UInt8 = 1) -> Policy {
    var policy = draft(facts, priority).policy
    policy.name = name
    return policy
  }

  /// Returns what every slot holds, in words, and why: at least one fact for each slot.
  ///
  /// - Parameters:
  ///   - facts: What is known of the provider.
  ///   - priority: 0 (first) … 3.
  /// - Returns: Facts whose path is a slot or a setting under it, in the order of the slots.
  public func sources(for facts: ProviderFacts, priority: UInt8 = 1) -> [Fact] {
    let filled = draft(facts, priority)
    return Slot.allCases.flatMap { slot in
      let known = filled.sources.filter { slot.covers($0.path) }
      return known.isEmpty ? [filled.offFact(for: slot)] : known
    }
  }

  /// Returns the policy that scenarios call `name`, if there is one.
  public static func named(_ name: String) -> NamedPolicy? {
    all.first { $0.name == name }
  }

  /// Every policy that ships, one line each.
  public static let all: [NamedPolicy] = [
    NamedPolicy("none", "Every slot off: sends once and waits for ever", none),
    NamedPolicy("naive", "What a first version does: three attempts, no pause", naive),
    NamedPolicy("recommended", "What this library recommends", recommended),
    NamedPolicy("notes-000", "Field notes on provider gateways", notes000),
    NamedPolicy("notes-001", "Field notes on a push gateway", notes001),
    NamedPolicy("notes-002", "Senior engineers' field notes", notes002),
    NamedPolicy("notes-003", "Field notes: a guide to backpressure", notes003),
    NamedPolicy("notes-004", "Field notes: a talk on API gateways", notes004),
    NamedPolicy("hystrix", "Hystrix as it comes", hystrix),
    NamedPolicy(
      "resilience4j",
      "resilience4j's defaults: breaker, retry, time limit",
      resilience4j
    ),
    NamedPolicy("polly", "Polly v8's defaults: retry, breaker, timeout", polly),
    NamedPolicy("gobreaker", "gobreaker's defaults: six failures in a row", gobreaker),
    NamedPolicy("failsafe-go", "failsafe-go's defaults: one failure opens", failsafeGo),
    NamedPolicy("envoy", "Envoy: outlier ejection, limits, retry budget", envoy),
    NamedPolicy("finagle", "Finagle: failure accrual, retry budget, nack throttle", finagle),
    NamedPolicy("aws-sdk", "AWS SDKs, standard retry mode", awsSDK),
    NamedPolicy("grpc", "gRPC's retry with throttling", gRPC),
    NamedPolicy("aws-api-gateway", "AWS API Gateway's account limits", awsAPIGateway),
    NamedPolicy("pushy", "Pushy: nothing is retried but refused streams", pushy),
    NamedPolicy("apns2", "sideshow/apns2: leaves everything to its caller", apns2),
    NamedPolicy("gorush", "gorush as it comes", gorush),
    NamedPolicy("rpush", "rpush: fixed 10 s, without end", rpush),
    NamedPolicy("firebase-admin-node", "Firebase Admin SDK for Node.js", firebaseAdminNode),
  ]
}
