public import Policies

/// The classifiers of the field notes, for comparison with what the providers document.
extension ResponseTable {
  /// Every 4xx is permanent and prunes; 429, 5xx and silence are transient.
  ///
  /// An expired provider token (403) prunes the whole registry under this rule.
  public static let notes000 = ResponseTable(
    "notes-000",
    "4xx is permanent and prunes, everything else is transient.",
    otherwise: .transient(.dead),
    rows: [
      Row(.statusClass(2), .accepted, .seed, Page.notes000),
      Row(.statusClass(4), .deadToken, .seed, Page.notes000),
      Row(.statusClass(5), .transient(.dead), .seed, Page.notes000),
      Row(.status(429), .transient(.overload), .seed, Page.notes000),
      Row(.status(503), .transient(.overload), .seed, Page.notes000),
    ] + transportRows(all: .transient(.dead), .seed, Page.notes000)
  )

  /// 410 prunes, other 4xx are dropped, 429 and 5xx are retried.
  public static let notes001 = ResponseTable(
    "notes-001",
    "Prunes on 410 only, drops other 4xx, retries 429 and 5xx.",
    otherwise: .transient(.dead),
    rows: [
      Row(.statusClass(2), .accepted, .seed, Page.notes001),
      Row(.statusClass(4), .gaveUp, .seed, Page.notes001),
      Row(.statusClass(5), .transient(.dead), .seed, Page.notes001),
      Row(.status(410), .deadToken, .seed, Page.notes001),
      Row(.status(429), .transient(.overload), .seed, Page.notes001),
      Row(.status(503), .transient(.overload), .seed, Page.notes001),
    ] + transportRows(all: .transient(.dead), .seed, Page.notes001)
  )

  /// One behaviour per error code, with the legacy names: 503 backs off, 400 prunes, a rate that
  /// is exceeded slows one token.
  ///
  /// 429 really has five meanings, and only two of them concern one device.
  public static let notes002 = ResponseTable(
    "notes-002",
    "One behaviour per code: 400 deletes, 503 backs off, 429 slows one token.",
    otherwise: .transient(.dead),
    rows: [
      Row(.statusClass(2), .accepted, .seed, Page.notes002),
      Row(.statusClass(4), .gaveUp, .seed, Page.notes002),
      Row(.statusClass(5), .transient(.dead), .seed, Page.notes002),
      Row(.status(400), .deadToken, .seed, Page.notes002),
      Row(.status(404), .deadToken, .seed, Page.notes002),
      Row(.status(410), .deadToken, .seed, Page.notes002),
      Row(.status(429), Verdict(.backOffDevice, .device, .alive), .seed, Page.notes002),
      Row(.status(503), .transient(.overload), .seed, Page.notes002),
    ]
      + rows(
        [.legacyInvalidRegistration, .legacyNotRegistered],
        .deadToken,
        .seed,
        Page.notes002
      )
      + rows([.legacyUnavailable], .transient(.overload), .seed, Page.notes002)
      + rows(
        [.legacyMessageRateExceeded, .legacyDeviceMessageRateExceeded],
        Verdict(.backOffDevice, .device, .alive),
        .seed,
        Page.notes002
      )
      + transportRows(all: .transient(.dead), .seed, Page.notes002)
  )
}
