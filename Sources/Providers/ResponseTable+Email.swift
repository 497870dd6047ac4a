public import Policies

extension ResponseTable {
  /// What mail services answer, by SMTP reply code or by HTTP status.
  ///
  /// 250 means queued, not delivered. SES over its rate *drops* the message: the pause and the
  /// repetition are ours.
  public static let email = ResponseTable(
    "email",
    "Mail services, SMTP and HTTP.",
    otherwise: Verdict(.drop, .message, .none),
    rows: emailReasons + emailStatuses + transportRows()
  )

  private static let emailReasons: [Row] =
    rows([.awsThrottling, .sesRateExceeded], .slowProject(silent: 1), .documented, Page.sesErrors)
    + rows(
      [.sesDailyQuotaExceeded],
      .slowProject(silent: 600),
      .documented,
      Page.sesErrors + ": intervals up to ten minutes"
    )
    + rows([.emailSuppressed], .deadToken, .documented, Page.sendGridErrors)

  private static let emailStatuses: [Row] =
    [
      Row(.statusClass(2), .accepted, .documented, Page.smtp),
      Row(.statusClass(4), .ourMistake, .documented, Page.sendGridErrors),
      Row(.statusClass(5), .transient(.dead), .documented, Page.http),
      Row(
        .status(421),
        Verdict(.retryOnNewConnection, .connection, .overload, flags: .newConnection),
        .documented,
        Page.smtp
      ),
      Row(.status(429), .slowProject(silent: 1), .documented, Page.tooManyRequests),
      Row(.status(454), .slowProject(silent: 1), .documented, Page.sesErrors),
      Row(.status(503), .transient(.overload), .documented, Page.http),
    ]
    + rows(statuses: [450, 451, 452], .transient(.alive), .documented, Page.sendGridErrors)
    + rows(statuses: [550, 551, 553], .suspectToken, .documented, Page.smtp)
    + rows(statuses: [552, 554], .gaveUp, .documented, Page.smtp)
}
