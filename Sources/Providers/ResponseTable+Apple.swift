public import Policies

extension ResponseTable {
  /// What APNs answers mean, by Apple's own page.
  ///
  /// The statuses, reasons and retry rules are documented; which action follows is our reading of
  /// them. Apple says of 5xx that it may be retried after 15 minutes, and no library waits so long:
  /// the floor is 900 s here, and a policy that disagrees overrides it.
  public static let apple = ResponseTable(
    "apple",
    "APNs, HTTP/2 provider API, as Apple documents it.",
    otherwise: Verdict(.drop, .message, .none),
    rows: appleReasons + appleStatuses + transportRows()
  )

  private static let appleReasons: [Row] =
    rows(
      [
        .badCollapseID, .badExpirationDate, .badMessageID, .badPriority, .badTopic,
        .deviceTokenNotForTopic, .duplicateHeaders, .invalidPushType, .missingDeviceToken,
        .missingTopic, .payloadEmpty, .topicDisallowed, .forbidden, .badPath, .methodNotAllowed,
        .payloadTooLarge,
      ],
      Verdict.ourMistake.heldAgainstUs,
      .documented,
      Page.appleResponses
    )
    + rows(
      [
        .badCertificate, .badCertificateEnvironment, .invalidProviderToken, .missingProviderToken,
        .badEnvironmentKeyIDInToken,
      ],
      Verdict.uselessCredential.heldAgainstUs,
      .documented,
      Page.appleResponses
    )
    + rows(
      [.badEnvironmentKeyInToken],
      Verdict.uselessCredential.heldAgainstUs,
      .code,
      "APNSwift knows this spelling too"
    )
    + rows(
      [.badDeviceToken],
      Verdict.suspectToken.heldAgainstUs,
      .documented,
      Page.appleResponses + "; a token of the other environment looks the same"
    )
    + rows([.unregistered, .expiredToken], .deadToken, .documented, Page.appleResponses)
    + rows(
      [.expiredProviderToken],
      Verdict(
        .refreshCredential,
        .credential,
        .alive,
        flags: [.newConnection, .once, .eatsErrorBudget]
      ),
      .code,
      Page.pushy + ": the old connection never recovers"
    )
    + rows(
      [.unrelatedKeyIDInToken],
      Verdict(
        .retryOnNewConnection,
        .connection,
        .alive,
        flags: [.newConnection, .eatsErrorBudget]
      ),
      .documented,
      Page.appleResponses
    )
    + rows(
      [.idleTimeout],
      Verdict(.retryOnNewConnection, .connection, .none, flags: .newConnection),
      .documented,
      Page.appleResponses
    )
    + rows(
      [.tooManyRequests],
      Verdict(.backOffDevice, .device, .alive, flags: .eatsErrorBudget),
      .documented,
      Page.appleResponses + "; no figure for the delay"
    )
    + rows(
      [.tooManyProviderTokenUpdates],
      Verdict(.backOffProject, .credential, .alive, flags: .eatsErrorBudget),
      .documented,
      Page.appleResponses + "; keep the old token while it is younger than an hour"
    )
    + rows(
      [.internalServerError],
      .transient(.dead, after: 900),
      .documented,
      Page.appleResponses
    )
    + rows(
      [.serviceUnavailable],
      .transient(.overload, after: 900),
      .documented,
      Page.appleResponses
    )
    + rows(
      [.shutdown],
      Verdict(.retryOnNewConnection, .connection, .none, flags: .newConnection),
      .documented,
      Page.appleResponses + "; one server goes away, another one is there"
    )

  /// For answers whose reason we do not know.
  private static let appleStatuses: [Row] =
    [
      Row(.statusClass(2), .accepted, .documented, Page.appleResponses),
      Row(.statusClass(4), Verdict.ourMistake.heldAgainstUs, .documented, Page.appleResponses),
      Row(.statusClass(5), .transient(.dead, after: 900), .documented, Page.appleResponses),
      Row(
        .status(403),
        Verdict.uselessCredential.heldAgainstUs,
        .documented,
        Page.appleResponses
      ),
      Row(.status(410), .deadToken, .documented, Page.appleResponses),
      Row(
        .status(429),
        Verdict(.backOffDevice, .device, .alive, flags: .eatsErrorBudget),
        .documented,
        Page.appleResponses
      ),
      Row(.status(503), .transient(.overload, after: 900), .documented, Page.appleResponses),
    ]
}
