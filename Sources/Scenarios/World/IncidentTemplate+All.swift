extension IncidentTemplate {
  /// What senders lived through, shortened where the source says how long it took.
  static let all: [IncidentTemplate] = [
    IncidentTemplate(
      name: "brownout-8pct-75h",
      meaning: "errors at about 8 % and slow answers for three days",
      source: "FCM, 11 to 14 September 2018: status page 18016",
      faults: """
        [{at: 0, for: 75.75h, ramp: 30m, hits: HIT, answers: {503: {share: 8%}}},
         {at: 0, for: 75.75h, ramp: 30m, hits: HIT, latency: x2}]
        """
    ),
    IncidentTemplate(
      name: "late-success-503",
      meaning: "503 after ten seconds, although the message was delivered",
      source: "FCM, May 2021: firebase-admin-node issue 1248; the share is an assumption",
      faults: """
        [{at: 0, for: 30m, hits: HIT,
          answers: {503: {share: 10%, takes: 10s, delivered: true}}}]
        """
    ),
    IncidentTemplate(
      name: "hard-5h",
      meaning: "nothing is accepted for nearly five hours",
      source: "Google push, 9 May 2024, 07:10 to 12:02: Insider engineering",
      faults: "[{at: 0, for: 292m, hits: HIT, answers: {503: {share: 100%}}}]"
    ),
    IncidentTemplate(
      name: "crash-herd",
      meaning: "nothing for forty minutes, then it comes back in steps, slow at first",
      source: "Google Cloud, 12 June 2025: incident report",
      faults: """
        [{at: 0, for: 2h, hits: HIT,
          answers: {503: [[0m, 100%], [40m, 100%], [40m, 60%], [60m, 60%], [60m, 30%],
                          [90m, 30%], [90m, 10%], [120m, 10%]]}},
         {at: 40m, for: 80m, hits: HIT, latency: [[0m, x5], [80m, x1]]}]
        """
    ),
    IncidentTemplate(
      name: "micro-spikes",
      meaning: "short spikes of silence and lost connections",
      source: "APNs, Microsoft Teams report; lengths and distances are assumptions",
      faults: """
        [{at: 0, for: 20s, hits: HIT, answers: {no-answer: 60%}},
         {at: 4m, for: 10s, hits: HIT, answers: {no-answer: 80%}},
         {at: 7m, for: 30s, hits: HIT, answers: {no-answer: 40%}},
         {at: 12m, for: 15s, hits: HIT, answers: {no-answer: 70%}}]
        """
    ),
    IncidentTemplate(
      name: "sick-connection",
      meaning: "a few connections are twenty times as slow; a new connection helps at once",
      source: "APNs, 2016 and 2019: node-apn issues 461 and 463, pushy issue 732",
      faults: "[{at: 0, for: 30m, hits: HIT, among: connections, share: 5%, latency: x20}]"
    ),
    IncidentTemplate(
      name: "410-wave",
      meaning: "many tokens turn out dead at once",
      source: "APNs, July 2025: Apple developer forum; the share is an assumption",
      faults: "[{at: 0, hits: tokens of HIT, corrupt: 10%}]"
    ),
    IncidentTemplate(
      name: "tls-cliff",
      meaning: "new connections fail to open while old ones live on, until they renew",
      source: "APNs certificate change, 24 February 2025: rpush issue 725",
      faults: """
        [{at: 0, for: 30m, hits: HIT, refuse: 100%},
         {at: 1m, hits: HIT, close: 30%}, {at: 10m, hits: HIT, close: 50%}]
        """
    ),
    IncidentTemplate(
      name: "zombie-after-goaway",
      meaning: "a GOAWAY that nobody noticed: connections that are open and dead",
      source: "one gateway, 27 April 2026, for more than six hours: clave issue 14",
      faults: """
        [{at: 0, hits: HIT, close: 20%},
         {at: 0, for: 6h, hits: HIT, among: connections, silent: 20%}]
        """
    ),
  ]
}
