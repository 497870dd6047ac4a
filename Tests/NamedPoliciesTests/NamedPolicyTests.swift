import GatewayCore
import NamedPolicies
import Policies
import Providers
import Testing
import TimeAndChance

/// Every policy towards every provider.
private let pairs = NamedPolicy.all.flatMap { policy in
  Provider.all.map { (policy.name, $0.name) }
}

@Suite
struct NamedPolicyTests {
  @Test
  func namesAreUniqueAndFound() {
    let names = NamedPolicy.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { NamedPolicy.named($0)?.name == $0 })
    #expect(NamedPolicy.named("nobody") == nil)
    #expect(NamedPolicy.all.allSatisfy { !$0.summary.isEmpty && !$0.summary.hasSuffix(".") })
  }

  @Test(arguments: pairs)
  func buildsWithASourceForEverySlot(_ policyName: String, _ providerName: String) throws {
    let named = try #require(NamedPolicy.named(policyName))
    let facts = try #require(Provider.named(providerName))
    for priority in UInt8(0)...3 {
      let policy = named.policy(for: facts, priority: priority)
      let sources = named.sources(for: facts, priority: priority)
      let silent = Slot.allCases.filter { slot in
        let said = sources.filter { slot.covers($0.path) }
        let saysOff = said.contains { $0.path == slot.rawValue && $0.value == "off" }
        return said.isEmpty || slot.isOn(in: policy) && saysOff
      }
      #expect(policy.name == policyName && silent == [])
      #expect(
        sources.allSatisfy { fact in
          !fact.value.isEmpty && !fact.source.isEmpty
            && Slot.allCases.contains { $0.covers(fact.path) }
        }
      )
      #expect(delivers(policy, facts))
    }
  }

  /// Whether a machine under this policy brings a healthy message to its end.
  private func delivers(_ policy: Policy, _ facts: ProviderFacts) -> Bool {
    let plan = Lane.Plan(
      size: .init(fixed: 1),
      streams: .init(perConnection: facts.connection.defaultStreams?.perConnection ?? 8),
      policy: policy,
      quota: facts.quota?.rate
    )
    var now = Instant.zero
    var chance = RandomStream(Seed(1))
    var shared = SharedState(breakers: [nil])
    var machine = DeliveryMachine(classes: [.init(policies: [policy])], lanes: [plan], at: now)
    machine.lanes[0].pool.start(at: now)
    now = now.advanced(by: .seconds(2))
    var delivery = Delivery(trafficClass: 0, lane: 0, priority: 0, offered: now)
    for turn in 0..<8 {
      switch machine.offer(
        &delivery,
        isNew: turn == 0,
        sharing: &shared,
        at: now,
        using: &chance
      ) {
      case .delay(let until): now = until
      case .wait: openAll(&machine, at: now)
      case .send:
        let step = machine.answered(
          &delivery,
          Answer(status: 200),
          sharing: &shared,
          at: now.advanced(by: .milliseconds(1)),
          using: &chance
        )
        return step == .end(.accepted)
      case .retry, .park, .end: return false
      }
    }
    return false
  }

  private func openAll(_ machine: inout DeliveryMachine, at now: Instant) {
    while let effect = machine.lanes[0].pool.takeEffect() {
      if case .open(let connection, _) = effect {
        machine.lanes[0].pool.opened(connection, at: now)
      }
    }
  }

  @Test
  func noneHasEverySlotOff() throws {
    let none = try #require(NamedPolicy.named("none"))
    for facts in Provider.all {
      let policy = none.policy(for: facts)
      #expect(Slot.allCases.filter { $0.isOn(in: policy) } == [.connect, .classify])
      #expect(policy.connect == .naive)
    }
  }
}
