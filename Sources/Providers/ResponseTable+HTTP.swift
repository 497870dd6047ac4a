public import Policies

extension ResponseTable {
  /// What plain HTTP statuses mean, for a backend behind an API gateway.
  ///
  /// 429 and 503 both ask for less and count against the backend's health; other 4xx are healthy
  /// answers to bad requests.
  public static let http = ResponseTable(
    "http",
    "Any HTTP service, by status alone.",
    otherwise: Verdict(.drop, .message, .none),
    rows: [
      Row(.statusClass(2), .accepted, .documented, Page.http),
      Row(.statusClass(3), .gaveUp, .documented, Page.http),
      Row(.statusClass(4), .gaveUp, .documented, Page.http),
      Row(.statusClass(5), .transient(.dead), .documented, Page.http),
      Row(.status(401), .uselessCredential, .documented, Page.http),
      Row(.status(403), .uselessCredential, .documented, Page.http),
      Row(
        .status(408),
        Verdict(.retryOnNewConnection, .connection, .alive, flags: .newConnection),
        .documented,
        Page.http
      ),
      Row(.status(429), .transient(.overload), .documented, Page.tooManyRequests),
      Row(
        .status(501),
        .gaveUp,
        .documented,
        Page.http
      ),
      Row(.status(503), .transient(.overload), .documented, Page.http),
      Row(
        .status(504),
        Verdict.transient(.dead).flagged(.outcomeUnknown),
        .documented,
        Page.http
      ),
    ] + transportRows()
  )
}
