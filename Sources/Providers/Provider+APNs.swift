import Policies

extension Provider {
  /// Apple Push Notification service, HTTP/2 provider API.
  ///
  /// Apple publishes no number of streams; the presets are what clients read off SETTINGS.
  public static let apns = ProviderFacts(
    "apns",
    "Apple Push Notification service, HTTP/2 provider API",
    channel: .push,
    table: .apple,
    facts: apnsConnectionFacts + apnsCredentialFacts + apnsMessageFacts + apnsRetryFacts
  ).with { facts in
    facts.connection.streams = [
      .init("observed-now", 1_000),
      .init("observed-2016", 500),
      .init("observed-2019", 1_500),
      .init("notes-000", 4_000),
      .init("notes-002", 1_500, whenCongested: 500),
    ]
    facts.connection.streamsBeforeAuthentication = 1
    facts.connection.connectCost = [
      .init("notes-002", .milliseconds(200)),
      .init("example", .milliseconds(100)),
    ]
    facts.connection.spacing = .seconds(3)
    facts.credential = .init(
      maximumAge: .seconds(3_600),
      minimumRenewal: .seconds(1_200),
      renewalScopes: [.perConnection, .perTeam, .perHost]
    )
    facts.errorBudget = .init(closesConnections: true, heavier: [.badDeviceToken])
    facts.retry.serverErrorPauses = [
      .init("apple-literal", .seconds(900)),
      .init("rpush", .seconds(10)),
      .init("gorush", .zero),
      .init("pushy", nil),
    ]
    facts.delivery = .lognormal(median: .milliseconds(620), p99: .milliseconds(3_240))
    facts.payloadLimit = 4_096
  }

  private static let apnsConnectionFacts: [Fact] = [
    .assumedRoundTrip,
    Fact(
      "round-trip.observed",
      "about 32 ms, US West to the sandbox, one stream, 500 requests (2016)",
      .observed,
      "https://github.com/RobotsAndPencils/buford/issues/31"
    ),
    Fact(
      "round-trip.observed",
      "over 300 ms (2016); 500 ms normal from China (2019)",
      .observed,
      Page.pushy + "/issues/376, " + Page.pushy + "/issues/732"
    ),
    Fact("round-trip.observed", "50 ms median", .seed, Page.notes000),
    Fact(
      "streams.per-connection",
      "1000 (observed-now: logs of 2017 to 2026)",
      .observed,
      "https://github.com/ninenines/gun/issues/246, "
        + "https://github.com/ostinelli/apnotic/issues/140, " + Page.pushiko
    ),
    Fact(
      "streams.per-connection",
      "500 (observed-2016)",
      .observed,
      "https://github.com/lionheart/openradar-mirror/issues/15649"
    ),
    Fact(
      "streams.per-connection",
      "1500 (observed-2019)",
      .observed,
      Page.pushy + "/issues/709"
    ),
    Fact("streams.per-connection", "4000 (notes-000)", .seed, Page.notes000),
    Fact(
      "streams.per-connection",
      "1500, about 500 when congested (notes-002)",
      .seed,
      Page.notes002
    ),
    Fact(
      "streams.before-auth",
      "1 until the first request with a good provider token",
      .documented,
      Page.appleConnections
    ),
    Fact(
      "streams.beyond-cap",
      "GOAWAY \"Maximum active streams violated\" (2016), or REFUSED_STREAM",
      .observed,
      Page.pushy + "/issues/356"
    ),
    Fact("connect.takes", "200 ms (notes-002)", .seed, Page.notes002),
    Fact(
      "connect.takes",
      "100 ms (example: an explicitly hypothetical one)",
      .observed,
      Page.pushy + "/issues/1078"
    ),
    Fact(
      "connect.spacing",
      "a few seconds between opens, each with a fresh address (3 s here)",
      .observed,
      Page.appleFleet
    ),
    Fact(
      "connect.rapid",
      "opening and closing rapidly is treated as denial of service",
      .documented,
      Page.appleGuide
    ),
    Fact("connect.at-most", "not found", .observed, "looked for; no limit is published"),
    Fact(
      "closes.after-idle",
      "still open after 20 minutes idle; the reason IdleTimeout exists",
      .observed,
      Page.pushiko
    ),
    Fact("closes.at-age", "none seen", .observed, Page.pushiko),
    Fact(
      "closes.after-errors",
      "too many error answers, sooner for BadDeviceToken, not for 410; threshold not found",
      .documented,
      Page.appleResponses
    ),
    Fact(
      "closes.goaway",
      "about one notification in a hundred met a closing connection, in two reports",
      .observed,
      "https://github.com/parse-community/node-apn/issues/140, "
        + "https://github.com/node-apn/node-apn/issues/685"
    ),
    Fact("connect.ping", "after an hour idle", .documentedSecondHand, Page.notesOnApple),
    Fact(
      "streams.changes",
      "SETTINGS can change the cap during a connection: watch it and adjust",
      .documented,
      Page.appleResponses
    ),
    Fact("hosts", "api.push.apple.com, ports 443 and 2197", .documented, Page.appleConnections),
  ]

  private static let apnsCredentialFacts: [Fact] = [
    Fact(
      "credential.max-age",
      "1 hour, then ExpiredProviderToken",
      .documented,
      Page.appleResponses
    ),
    Fact(
      "credential.min-renewal",
      "20 minutes, sooner is TooManyProviderTokenUpdates",
      .documented,
      Page.appleResponses
    ),
    Fact(
      "credential.renewal-scope",
      "per connection (unusable until enough time has passed)",
      .observed,
      Page.appleRenewals + ", " + Page.appleThrottling
    ),
    Fact(
      "credential.renewal-scope",
      "per team (keys are not told apart)",
      .observed,
      Page.appleTeamLimit
    ),
    Fact(
      "credential.renewal-scope",
      "per host (another address clears it)",
      .observed,
      Page.appleRenewalConditions
    ),
  ]

  private static let apnsMessageFacts: [Fact] = [
    Fact("payload", "4096 bytes; 5120 for VoIP", .documentedSecondHand, Page.notesOnApple),
    Fact(
      "per-device",
      "429 TooManyRequests exists; its threshold was never published",
      .observed,
      Page.appleDeviceLimit
    ),
    Fact(
      "delivery.store",
      "one notification per app and device, usually the latest, for up to 30 days",
      .documented,
      Page.appleSending
    ),
    Fact(
      "delivery.takes",
      "lognormal, median 0.62 s, p99 3.2 s (from a mean of 0.8 s and a p95 of 2 s of one app)",
      .derived,
      Page.appleVoIP
    ),
    Fact("quota", "none published", .observed, Page.pushy + "/issues/704 quotes TN2265"),
    Fact(
      "tokens.timestamp",
      "410 carries the time at which APNs confirmed that the token was invalid",
      .documented,
      Page.appleResponses
    ),
  ]

  private static let apnsRetryFacts: [Fact] = [
    Fact(
      "retry.5xx",
      "after 15 minutes (apple-literal: 900 s)",
      .documented,
      Page.appleResponses
    ),
    Fact("retry.5xx", "fixed 10 s (rpush)", .code, "rpush a5ea408d"),
    Fact("retry.5xx", "at once (gorush)", .code, "gorush 891b453"),
    Fact("retry.5xx", "never (pushy)", .code, "Pushy d528ac6f"),
    Fact(
      "retry.retry-after",
      "no such header among Apple's response headers",
      .documented,
      Page.appleResponses
    ),
  ]
}
