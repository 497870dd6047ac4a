public import Policies

extension ResponseTable {
  /// What FCM's HTTP v1 answers mean, by Google's own pages.
  ///
  /// Never sooner than 10 s; 429 waits for `Retry-After`, or 60 s when it is missing. The three
  /// kinds of 429 differ only in the typed details of the body, which most SDKs throw away.
  public static let google = ResponseTable(
    "google",
    "FCM, HTTP v1, as Google documents it.",
    otherwise: Verdict(.drop, .message, .none),
    rows: googleReasons + googleQuota + googleStatuses + transportRows(retryAfter: 10)
  )

  private static let googleReasons: [Row] =
    [
      Row(
        .reason(.fcmInvalidArgument, nil),
        .ourMistake,
        .observed,
        Page.pushikoResponses + ": too large a payload came without details"
      ),
      Row(
        .reason(.fcmInvalidArgument, .token),
        .suspectToken,
        .documented,
        Page.fcmErrors + "; only when the payload is known to be good"
      ),
    ]
    + rows([.fcmThirdPartyAuthError], .uselessCredential, .documented, Page.fcmErrors)
    + rows(
      [.fcmUnauthenticated],
      Verdict(.refreshCredential, .credential, .alive, flags: .once),
      .observed,
      "general Google status; seen in SDK code"
    )
    + rows([.fcmSenderIDMismatch], .ourMistake, .documented, Page.fcmErrors)
    + rows([.fcmPermissionDenied], .uselessCredential, .observed, "general Google status")
    + rows([.fcmUnregistered], .deadToken, .documented, Page.fcmErrors)
    + rows([.fcmInternal], .transient(.dead, after: 10), .documentedSecondHand, Page.fcmScale)
    + rows(
      [.fcmUnavailable],
      .transient(.overload, after: 10),
      .documentedSecondHand,
      Page.fcmScale + "; senders that ignore Retry-After risk being deny-listed"
    )
    + rows(
      [.fcmUnspecifiedError],
      .transient(.dead, after: 10),
      .proposal,
      "judged like INTERNAL"
    )

  /// The five meanings of too many, as far as they are FCM's.
  private static let googleQuota: [Row] = [
    Row(.reason(.fcmQuotaExceeded, nil), .slowProject(silent: 60), .documented, Page.fcmScale),
    Row(
      .reason(.fcmQuotaExceeded, .messageRate),
      .slowProject(silent: 60),
      .documented,
      Page.fcmErrors
    ),
    Row(
      .reason(.fcmQuotaExceeded, .deviceRate),
      Verdict(.backOffDevice, .device, .alive, retryAfterNanoseconds: 60 * Verdict.second),
      .documented,
      Page.fcmErrors + "; the token is healthy"
    ),
    Row(
      .reason(.fcmQuotaExceeded, .topicRate),
      Verdict(.backOffTopic, .project, .alive, retryAfterNanoseconds: 60 * Verdict.second),
      .documented,
      Page.fcmErrors
    ),
  ]

  private static let googleStatuses: [Row] =
    [
      Row(.statusClass(2), .accepted, .documented, Page.fcmErrors),
      Row(.statusClass(4), .ourMistake, .documentedSecondHand, Page.fcmScale),
      Row(.statusClass(5), .transient(.dead, after: 10), .documentedSecondHand, Page.fcmScale),
      Row(
        .status(401),
        Verdict(.refreshCredential, .credential, .alive, flags: .once),
        .observed,
        "general Google status; seen in SDK code"
      ),
      Row(.status(403), .uselessCredential, .documentedSecondHand, Page.fcmScale),
      Row(.status(404), .deadToken, .documented, Page.fcmErrors),
      Row(.status(429), .slowProject(silent: 60), .documented, Page.fcmScale),
      Row(
        .status(502),
        Verdict(
          .retry,
          .provider,
          .dead,
          floorNanoseconds: 30 * Verdict.second,
          flags: .once
        ),
        .observed,
        Page.pushikoResponses + ": a page that says to try again in 30 seconds"
      ),
      Row(.status(503), .transient(.overload, after: 10), .documentedSecondHand, Page.fcmScale),
    ]
}
