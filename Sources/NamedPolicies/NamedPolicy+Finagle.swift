import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func finagle(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "twitter/finagle: FailureAccrualFactory, RetryBudget, NackAdmissionFilter"
    var draft = Draft(
      reading: facts.table,
      .proposal,
      "a ResponseClassifier is the user's; the provider's table",
      silence: "not a part of Finagle, or off unless asked for"
    )
    draft.poolsNaively(.code, source)
    var retry = Policy.RetrySlot()
    retry.attempts = 3
    draft.set(
      \.retry,
      to: retry,
      "retry",
      "requeued at once while the budget lasts (3 attempts here)",
      .code,
      source + "; the number of attempts is ours"
    )
    draft.set(
      \.budget,
      to: .recommended,
      "budget",
      "20 % of the requests plus 10/s, over 10 s",
      .code,
      source
    )
    draft.set(
      \.breaker,
      to: .init(scope: .connection, configuration: finagleBreaker(), whenOpen: .wait),
      "breaker",
      "an endpoint (a connection here): 5 failures in a row; 5 s … 300 s, jittered; one probe",
      .code,
      source
    )
    draft.set(
      \.throttle,
      to: .finagle(
        threshold: .percent(50),
        cap: .percent(75),
        leastRate: Rate(perSecond: 5),
        over: .seconds(120)
      ),
      "throttle",
      "nacks: below 50 % accepted over 2 min, at most 75 %, from 5/s on",
      .code,
      source
    )
    return draft
  }

  private static func finagleBreaker() -> Breaker.Configuration {
    var breaker = Breaker.Configuration()
    breaker.window = .unbounded
    breaker.minimumCalls = 1
    breaker.consecutiveFailures = 5
    breaker.coolDown.base = .seconds(5)
    breaker.coolDown.factor = 2
    breaker.coolDown.cap = .seconds(300)
    breaker.coolDown.jitter = .percent(50)
    breaker.coolDown.forgetting = .onClose
    breaker.probes = .init(1, lease: .seconds(60))
    breaker.retryAfter = nil
    return breaker
  }
}
