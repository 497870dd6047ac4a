public import Policies

extension ResponseTable {
  /// What FCM's legacy answers meant; most errors came inside the body of a 200.
  ///
  /// The interface ended in July 2024. The names live on in old code and in field notes.
  public static let fcmLegacy = ResponseTable(
    "fcm-legacy",
    "FCM's legacy HTTP interface, switched off since July 2024.",
    otherwise: Verdict(.drop, .message, .none),
    rows: legacyReasons + legacyStatuses + transportRows(retryAfter: 10)
  )

  private static let legacyNames = "names as several libraries keep them"

  private static let legacyReasons: [Row] =
    rows(
      [.legacyMissingRegistration, .legacyInvalidRegistration],
      .suspectToken,
      .observed,
      legacyNames
    )
    + rows([.legacyNotRegistered], .deadToken, .observed, legacyNames)
    + rows(
      [
        .legacyMismatchSenderID, .legacyInvalidPackageName, .legacyMessageTooBig,
        .legacyInvalidDataKey, .legacyInvalidTTL, .legacyInvalidParameters,
      ],
      .ourMistake,
      .observed,
      legacyNames
    )
    + rows([.legacyInvalidAPNsCredential], .uselessCredential, .observed, legacyNames)
    + rows([.legacyUnavailable], .transient(.overload, after: 10), .observed, legacyNames)
    + rows([.internalServerError], .transient(.dead, after: 10), .observed, legacyNames)
    + rows(
      [.legacyDeviceMessageRateExceeded],
      Verdict(.backOffDevice, .device, .alive, retryAfterNanoseconds: 60 * Verdict.second),
      .observed,
      legacyNames
    )
    + rows(
      [.legacyTopicsMessageRateExceeded],
      Verdict(.backOffTopic, .project, .alive, retryAfterNanoseconds: 60 * Verdict.second),
      .observed,
      legacyNames
    )
    + rows(
      [.legacyMessageRateExceeded],
      .slowProject(silent: 60),
      .observed,
      "the SDKs' name for the project's or a topic's rate"
    )
    + rows(
      [.legacyCanonicalID],
      .accepted,
      .observed,
      "accepted, and a newer identifier for the device came along"
    )

  private static let legacyStatuses: [Row] = [
    Row(.statusClass(2), .accepted, .observed, legacyNames),
    Row(.statusClass(4), .ourMistake, .observed, legacyNames),
    Row(.statusClass(5), .transient(.dead, after: 10), .observed, legacyNames),
    Row(.status(401), .uselessCredential, .observed, legacyNames),
    Row(.status(429), .slowProject(silent: 60), .proposal, "judged like v1"),
    Row(.status(503), .transient(.overload, after: 10), .observed, legacyNames),
  ]
}
