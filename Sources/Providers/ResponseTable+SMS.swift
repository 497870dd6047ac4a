public import Policies

extension ResponseTable {
  /// What text-message vendors answer: Twilio, Vonage and Amazon, with plain HTTP beneath.
  ///
  /// Vendors accept first and fail later: 30001, 30003 and 30006 arrive as status reports about a
  /// message that was accepted. Codes that nobody looked up fall to their HTTP status.
  public static let sms = ResponseTable(
    "sms",
    "Text-message vendors: throttled, dead number, wrong account.",
    otherwise: Verdict(.drop, .message, .none),
    rows: smsReasons + smsStatuses + transportRows()
  )

  private static let smsReasons: [Row] =
    rows(
      [.twilio30001],
      .slowProject(),
      .documented,
      Page.twilio30001 + ": the queue of ten hours is full"
    )
    + rows([.twilio21611], .slowProject(), .documented, Page.twilioErrors + "/21611")
    + rows([.twilio63017], .slowProject(silent: 1), .documented, Page.twilio63017)
    + rows([.vonage1], .slowProject(silent: 1), .documented, Page.vonageErrors)
    + rows([.awsThrottling], .slowProject(silent: 1), .documented, Page.awsSMSLimits)
    + rows([.vonage5], .transient(.dead), .documented, Page.vonageErrors)
    + rows(
      [.twilio30003],
      Verdict(.retry, .device, .alive, flags: .once),
      .documented,
      Page.twilioErrors + "/30003: off, roaming, or a landline"
    )
    + rows(
      [.twilio30006, .twilio21635],
      .deadToken,
      .documented,
      Page.twilioErrors + ": a landline"
    )
    + rows([.twilio21211], .deadToken, .documented, Page.twilioErrors + "/21211")
    + rows([.vonage7], .deadToken, .documented, Page.vonageErrors)
    + rows(
      [.vonage2, .vonage3, .vonage8, .vonage9, .vonage10],
      .ourMistake,
      .documented,
      Page.vonageErrors
    )
    + rows([.vonage4], .uselessCredential, .documented, Page.vonageErrors)
    + rows(
      [.twilio14107],
      .ourMistake,
      .documented,
      Page.twilioErrors + "/14107: two numbers answer each other"
    )

  private static let smsStatuses: [Row] = [
    Row(.statusClass(2), .accepted, .documented, Page.http),
    Row(.statusClass(4), .gaveUp, .documented, Page.http),
    Row(.statusClass(5), .transient(.dead), .documented, Page.http),
    Row(.status(401), .uselessCredential, .documented, Page.http),
    Row(.status(403), .uselessCredential, .documented, Page.http),
    Row(
      .status(429),
      .slowProject(silent: 1),
      .documented,
      "8x8 sends 429 with Retry-After 1"
    ),
    Row(.status(503), .transient(.overload), .documented, Page.http),
  ]
}
