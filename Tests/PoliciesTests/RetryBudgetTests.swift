import Policies
import Testing
import TimeAndChance

@Suite
struct RetryBudgetTests {
  static let rules: [RetryBudget.Rule] = [
    .unlimited, .recommended, .gRPC(tokens: 10, ratio: 0.1), .quota(capacity: 50, .classic),
    .inFlight(.failsafe(share: 0.2, atLeast: 3)), .inFlight(.envoy(share: 0.2, atLeast: 3)),
  ]

  /// What each rule grants to ten retryable failures in a row after ten requests at one instant.
  @Test(arguments: zip(rules, [10, 10, 4, 10, 3, 3]))
  func tenFailuresInARow(_ rule: RetryBudget.Rule, _ granted: Int) {
    var budget = RetryBudget(rule, at: .zero)
    for _ in 0..<10 { budget.requested(at: .zero) }
    var count = 0
    for _ in 0..<10 {
      budget.finished(.none, .retryableFailure, at: .zero)
      if budget.charge(for: .transient, at: .zero) != nil { count += 1 }
    }
    #expect(count == granted, "\(rule): \(count)")
    #expect(budget.refused == 10 - count)
  }

  @Test(arguments: rules)
  func aRefundMakesTheChargeUndone(_ rule: RetryBudget.Rule) throws {
    var budget = RetryBudget(rule, at: .zero)
    for _ in 0..<40 { budget.requested(at: .zero) }
    var spent = 0
    while spent < 1000, let charge = budget.charge(for: .transient, at: .zero) {
      spent += 1
      if spent <= 500 { budget.refund(charge, at: .zero) }
    }
    switch rule {
    case .unlimited, .gRPC: #expect(spent == 1000)
    case .leaky: #expect(spent == 500 + 108)
    case .quota: #expect(spent == 500 + 10)
    case .inFlight: #expect(spent > 500 && spent < 520)
    }
  }

  @Test
  func theQuotaChargesByCauseAndRefundsOnSuccess() {
    var budget = RetryBudget(.quota(capacity: 20, .classic), at: .zero)
    let causes: [RetryBudget.Cause] = [.timeout, .transient, .timeout]
    let charges = causes.map { budget.charge(for: $0, at: .zero) }
    #expect(charges.map { $0 != nil } == [true, true, false])
    budget.finished(charges[0] ?? .none, .retryableFailure, at: .zero)
    budget.finished(charges[1] ?? .none, .success, at: .zero)
    let again = [RetryBudget.Cause.timeout, .transient].map { budget.charge(for: $0, at: .zero) }
    #expect(again.map { $0 != nil } == [true, false])
  }

  /// A million random operations over all rules: every refusal is counted, a refund makes room again,
  /// and time stepping back changes no answer.
  @Test(arguments: rules)
  func chargesAndRefundsStayInBalance(_ rule: RetryBudget.Rule) {
    let seed = Seed(8)
    var dice = RandomStream(seed)
    var budget = RetryBudget(rule, at: .zero)
    var now = Instant.zero
    var held: [RetryBudget.Charge] = []
    var refused: Int64 = 0
    var problem: String?
    for step in 0..<200_000 where problem == nil {
      now = now.advanced(byNanoseconds: dice.nanoseconds(below: 200_000_000))
      let time = dice.happens(0.05) ? now.advanced(byNanoseconds: -1_000_000_000) : now
      switch dice.below(4) {
      case 0:
        budget.requested(at: time)
        held.append(.none)
      case 1 where !held.isEmpty:
        let charge = held.remove(at: Int(dice.below(UInt64(held.count))))
        let results: [RetryBudget.Result] = [
          .success, .retryableFailure, .permanentFailure, .abandoned,
        ]
        budget.finished(charge, results[Int(dice.below(4))], at: time)
      default:
        guard let charge = budget.charge(for: .transient, at: time) else {
          refused += 1
          continue
        }
        guard dice.happens(0.5) else {
          held.append(charge)
          continue
        }
        budget.refund(charge, at: time)
        var twin = budget
        if twin.charge(for: .transient, at: time) == nil { problem = "step \(step): no refund" }
      }
      if budget.refused != refused { problem = "step \(step): \(budget.refused), not \(refused)" }
      if held.count > 100 { held.removeFirst(50) }
    }
    #expect(problem == nil, "seed \(seed.value): \(rule)")
  }
}
