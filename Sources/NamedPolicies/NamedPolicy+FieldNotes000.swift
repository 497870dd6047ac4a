import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func notes000(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "field notes 000"
    var draft = Draft(reading: .notes000, .seed, source, silence: source + " say nothing of it")
    draft.set(
      \.timeout,
      to: .seconds(15),
      "timeout",
      "15 s: two attempts within the 30 s promised to P0",
      .assumption,
      source + " give no figure"
    )
    draft.poolsNaively(.seed, source + ": persistent connections; nothing on reconnecting")
    var retry = Policy.RetrySlot()
    retry.attempts = priority == 0 ? 2 : 1
    retry.then = .park
    retry.park = ParkingLadder([.seconds(60), .seconds(300), .seconds(1_500)])
    draft.set(
      \.retry,
      to: retry,
      "retry",
      "\(retry.attempts) quick; then a retry topic at 1 m, 5 m, 25 m with jitter (± 20 % here)",
      .seed,
      source
    )
    draft.set(
      \.breaker,
      to: .init(
        scope: .server,
        configuration: notes000Breaker(),
        whenOpen: priority == 0 ? .fallback : .park
      ),
      "breaker",
      "a rolling error rate per provider pool: 40 % of 100 in 10 s, 30 s, one probe",
      .assumption,
      source + " name 40 % as an example and give no window, minimum or cool-down"
    )
    draft.set(
      \.fallback,
      to: .ofClass,
      "fallback",
      "P0 after two failed attempts, within 30 s",
      .seed,
      source
    )
    draft.set(
      \.hygiene,
      to: .init(rule: TokenHygiene(timing: .inline, rule: .always), guardRule: nil),
      "hygiene",
      "every permanent 4xx prunes at once",
      .seed,
      source
    )
    return draft
  }

  private static func notes000Breaker() -> Breaker.Configuration {
    var breaker = Breaker.Configuration()
    breaker.failureRate = .percent(40)
    breaker.coolDown = .init(constant: .seconds(30))
    breaker.probes = .init(1, lease: .seconds(30))
    return breaker
  }
}
