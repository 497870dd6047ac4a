public import Policies

/// What today's senders do with an answer, read in their source code.
extension ResponseTable {
  private static let signalSource = "Signal-Server 02b9ceb, 00e72a3"
  private static let gorushSource = "gorush 891b453"
  private static let rpushSource = "rpush a5ea408d"
  private static let firebaseSource = "firebase-admin-node 5a203f67, -go eebb06f"
  private static let pushySource = "Pushy d528ac6f"

  private static let googleReasonNames: [Answer.Reason] = [
    .fcmInvalidArgument, .fcmThirdPartyAuthError, .fcmUnauthenticated, .fcmSenderIDMismatch,
    .fcmPermissionDenied, .fcmUnregistered, .fcmQuotaExceeded, .fcmInternal, .fcmUnavailable,
    .fcmUnspecifiedError,
  ]

  /// Signal's server: prunes on three reasons, `BadDeviceToken` among them, and never retries.
  public static let signal = ResponseTable(
    "signal",
    "Prunes on Unregistered, BadDeviceToken and ExpiredToken; no retry.",
    otherwise: .failedForGood,
    rows: [
      Row(.statusClass(2), .accepted, .code, signalSource),
      Row(.statusClass(4), .gaveUp, .code, signalSource),
      Row(.statusClass(5), .failedForGood, .code, signalSource),
    ]
      + rows([.unregistered, .badDeviceToken, .expiredToken], .deadToken, .code, signalSource)
      + transportRows(all: .failedForGood, .code, signalSource)
  )

  /// gorush: any APNs status from 500 on at once; every failed FCM token at once, dead or not.
  ///
  /// It prunes nothing and does not repeat what broke below the response.
  public static let gorush = ResponseTable(
    "gorush",
    "Retries at once: APNs from 500 on, every FCM failure.",
    otherwise: .failedForGood,
    rows: [
      Row(.statusClass(2), .accepted, .code, gorushSource),
      Row(.statusClass(4), .gaveUp, .code, gorushSource),
      Row(.statusClass(5), .transient(.dead), .code, gorushSource),
    ]
      + rows(googleReasonNames, .transient(.dead), .code, gorushSource)
      + transportRows(all: .failedForGood, .code, gorushSource)
  )

  /// rpush: APNs 429, 500 and 503 after a fixed 10 s; FCM 5xx by `Retry-After` or from 2 s on; FCM
  /// 429 fails for good, as if the quota would never refill.
  public static let rpush = ResponseTable(
    "rpush",
    "Fixed 10 s for APNs 429, 500 and 503; FCM 429 is permanent.",
    otherwise: .failedForGood,
    rows: [
      Row(.statusClass(2), .accepted, .code, rpushSource),
      Row(.statusClass(4), .gaveUp, .code, rpushSource),
      Row(.statusClass(5), .failedForGood, .code, rpushSource),
      Row(.status(429), .transient(.alive, after: 10), .code, rpushSource),
      Row(.status(500), .transient(.dead, after: 10), .code, rpushSource),
      Row(.status(503), .transient(.overload, after: 10), .code, rpushSource),
      Row(.reason(.fcmQuotaExceeded, nil), .gaveUp, .code, rpushSource),
      Row(.reason(.fcmInternal, nil), rpushServerError(.dead), .code, rpushSource),
      Row(.reason(.fcmUnavailable, nil), rpushServerError(.overload), .code, rpushSource),
    ] + transportRows(all: .transient(.dead, after: 10), .code, rpushSource)
  )

  private static func rpushServerError(_ evidence: Verdict.Evidence) -> Verdict {
    Verdict(.retry, .provider, evidence, retryAfterNanoseconds: 2 * Verdict.second)
  }

  /// The Firebase Admin SDKs: 503 and broken connections, far sooner than Google's own minimum of
  /// 10 s; neither 429 nor 500.
  public static let firebaseAdmin = ResponseTable(
    "firebase-admin",
    "Retries 503 and broken connections only, without a floor.",
    otherwise: .failedForGood,
    rows: [
      Row(.statusClass(2), .accepted, .code, firebaseSource),
      Row(.statusClass(4), .gaveUp, .code, firebaseSource),
      Row(.statusClass(5), .failedForGood, .code, firebaseSource),
      Row(.status(503), .transient(.overload), .code, firebaseSource),
    ] + transportRows(all: .transient(.dead), .code, firebaseSource)
  )

  /// Pushy: repeats refused streams on the same connection, leaves the rest to its caller.
  public static let pushy = ResponseTable(
    "pushy",
    "Repeats refused streams only.",
    otherwise: .failedForGood,
    rows: [
      Row(.statusClass(2), .accepted, .code, pushySource),
      Row(.statusClass(4), .gaveUp, .code, pushySource),
      Row(.statusClass(5), .failedForGood, .code, pushySource),
    ]
      + transportRows(all: .failedForGood, .code, pushySource)
      .filter { $0.key != .transport(.refusedStream) }
      + [
        Row(
          .transport(.refusedStream),
          Verdict(.retry, .connection, .none),
          .code,
          pushySource
        )
      ]
  )
}
