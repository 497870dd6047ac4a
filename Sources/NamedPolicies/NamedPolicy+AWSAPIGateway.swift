import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func awsAPIGateway(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html"
    var draft = Draft(
      reading: facts.table,
      .proposal,
      "answers pass through; the provider's table",
      silence: "not a part of API Gateway: it throttles, times out, and passes errors on"
    )
    draft.set(\.timeout, to: .seconds(29), "timeout", "29 s", .documented, source)
    draft.poolsNaively(.assumption, "API Gateway does not say how it keeps connections")
    draft.set(
      \.rate,
      to: .init(limit: .rate(Rate(perSecond: 10_000))),
      "rate",
      "10 000/s an account and region; the burst of 5000 and the 429 are not modelled: it waits",
      .documented,
      source
    )
    return draft
  }
}
