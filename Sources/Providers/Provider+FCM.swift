import Policies
import TimeAndChance

extension Provider {
  /// Firebase Cloud Messaging, HTTP v1.
  public static let fcm = ProviderFacts(
    "fcm",
    "Firebase Cloud Messaging, HTTP v1",
    channel: .push,
    table: .google,
    facts: fcmConnectionFacts + fcmQuotaFacts + fcmRetryFacts
  ).with { facts in
    facts.connection.streams = [.init("observed", 100)]
    facts.connection.idleClose = .seconds(240)
    facts.connection.maximumAge = .seconds(3_600)
    facts.connection.pingsWithoutRequest = 3
    facts.connection.connectCost = [
      .init("notes-002", .milliseconds(200)),
      .init("example", .milliseconds(100)),
    ]
    facts.credential = .init(maximumAge: .seconds(3_600))
    facts.quota = .init(
      sizes: [
        .init("default", Rate(600_000, per: .seconds(60))),
        .init("large", Rate(1_000_000, per: .seconds(60))),
        .init("larger", Rate(2_000_000, per: .seconds(60))),
      ],
      refill: .toFull,
      window: .seconds(60),
      counts: .allBut429,
      retryAfter: .seconds(60),
      whenSpent: Answer(.fcmQuotaExceeded, detail: .messageRate)
    )
    facts.perDevice = [
      .init(
        "android",
        burst: 240,
        refill: Rate(240, per: .seconds(60)),
        excess: .refused
      ),
      .init(
        "android, hourly",
        burst: 5_000,
        refill: Rate(5_000, per: .seconds(3_600)),
        excess: .refused
      ),
      .init(
        "collapsible",
        burst: 20,
        refill: Rate(1, per: .seconds(180)),
        excess: .delayed
      ),
    ]
    facts.topic = .init(
      concurrentFanOuts: 1_000,
      fanOutRate: Rate(perSecond: 10_000),
      subscriptionRate: Rate(perSecond: 3_000)
    )
    facts.internalTimeout = .init(after: .seconds(5), answer: Answer(.fcmInternal))
    facts.retry.minimumPause = .seconds(10)
    facts.retry.pauseAfter429 = .seconds(60)
    facts.retry.ramp = .seconds(60)
    facts.retry.minimumTimeout = .seconds(10)
    facts.retry.avoidedMinutes = [0, 15, 30, 45]
    facts.retry.avoidedDistance = .seconds(120)
    facts.payloadLimit = 4_096
  }

  private static let fcmConnectionFacts: [Fact] = [
    .assumedRoundTrip,
    Fact(
      "round-trip.observed",
      "about 36 ms, from 28 messages a second in sequence",
      .derived,
      "https://github.com/yuki24/andpush/issues/7"
    ),
    Fact(
      "round-trip.observed",
      "with a new connection per call 0.2 % took 10 to 30 s, at about 2000 a second",
      .observed,
      "https://github.com/firebase/firebase-admin-node/issues/2488"
    ),
    Fact(
      "streams.per-connection",
      "100 (observed)",
      .code,
      "firebase-admin-node 5a203f67, firebase-admin-java 074d5c56, " + Page.pushiko
    ),
    Fact(
      "streams.beyond-cap",
      "GOAWAY exceeded_max_concurrent_streams",
      .observed,
      Page.adminNodeStreams
    ),
    Fact(
      "closes.after-idle",
      "GOAWAY session_timeout after 4 min idle; another client saw about 3 min",
      .observed,
      Page.pushiko + ", " + Page.adminJavaIdle
    ),
    Fact("closes.at-age", "GOAWAY max_age after 1 h", .observed, Page.pushiko),
    Fact(
      "closes.pings",
      "3 pings in a row without a request: too_many_pings",
      .observed,
      Page.pushiko + ", https://github.com/codedge-llc/pigeon/issues/92"
    ),
    Fact("connect.takes", "200 ms (notes-002)", .seed, Page.notes002),
    Fact(
      "connect.takes",
      "100 ms (example: an explicitly hypothetical one)",
      .observed,
      Page.pushy + "/issues/1078"
    ),
    Fact(
      "internal-timeout",
      "5 s inside, then 500",
      .observed,
      Page.pushiko
    ),
    Fact("credential.max-age", "3600 s", .documentedSecondHand, Page.notesOnGoogle),
  ]

  private static let fcmQuotaFacts: [Fact] = [
    Fact(
      "quota.rate",
      "600 000 messages a minute by default, enough for 99 % of developers",
      .documented,
      Page.fcmQuotas
    ),
    Fact("quota.rate", "1 M and 2 M a minute for large apps", .observed, Page.insiderQuota),
    Fact(
      "quota.refill",
      "to full at the end of each minute; windows are not aligned to the clock",
      .documented,
      Page.fcmScale
    ),
    Fact(
      "quota.counts",
      "messages; 4xx answers count too, except 429",
      .documented,
      Page.fcmQuotas
    ),
    Fact(
      "quota.increase",
      "+25 % a request; 80 % use for 5 min a day and < 5 % client errors",
      .documented,
      Page.fcmQuotas
    ),
    Fact(
      "quota.retry-after",
      "60 s unless the header says otherwise",
      .documentedSecondHand,
      Page.fcmScale
    ),
    Fact(
      "quota.sub-reason",
      "which of the three rates is over travels as QuotaFailure; SDKs do not expose it",
      .documented,
      Page.adminGoQuota
    ),
    Fact(
      "per-device",
      "Android: 240 a minute and 5000 an hour",
      .documented,
      Page.fcmQuotas
    ),
    Fact(
      "per-device",
      "collapsible: burst of 20 per app and device, one more every 3 min; the rest is delayed",
      .documented,
      Page.fcmQuotas
    ),
    Fact(
      "topic",
      "1000 concurrent fan-outs; about 10 000 devices a second per project, shared",
      .documented,
      Page.fcmQuotas
    ),
    Fact("topic.subscription", "3000 a second per project", .documented, Page.fcmTopics),
    Fact("payload", "4096 bytes; 2048 to topics", .documented, Page.fcmErrors),
    Fact("deadline", "time to live 0 ... 4 weeks, 4 weeks by default", .documented, Page.fcmQuotas),
    Fact(
      "tokens.stale",
      "stale after a month without contact; Android expires after 270 days",
      .documentedSecondHand,
      Page.notesOnGoogle
    ),
  ]

  private static let fcmRetryFacts: [Fact] = [
    Fact("retry.minimum", "10 s", .documentedSecondHand, Page.fcmScale),
    Fact("retry.429", "Retry-After, or 60 s", .documentedSecondHand, Page.fcmScale),
    Fact(
      "retry.5xx",
      "exponential with jitter: 1, 2, 4, 8, 16, 32 s in the example",
      .documented,
      Page.fcmScale
    ),
    Fact(
      "retry.ramp",
      "60 s or more from nothing to the peak",
      .documentedSecondHand,
      Page.fcmScale
    ),
    Fact(
      "retry.timeout",
      "10 s or more; the Node SDK moved from 10 to 15 s",
      .documentedSecondHand,
      Page.fcmScale + ", " + Page.adminNodeTimeout
    ),
    Fact(
      "retry.avoid",
      "the two minutes around :00, :15, :30 and :45",
      .documentedSecondHand,
      Page.fcmScale
    ),
  ]
}
