import Policies

extension Provider {
  /// FCM's legacy interface, as old code and field notes remember it.
  ///
  /// Its connections and quota are taken to be those of `fcm`; only the names of its errors differ.
  public static let fcmLegacy = fcm.with { facts in
    facts.name = "fcm-legacy"
    facts.summary = "FCM's legacy HTTP interface, switched off since July 2024"
    facts.table = .fcmLegacy
    facts.internalTimeout?.answer = Answer(.internalServerError)
    facts.quota?.whenSpent = Answer(.legacyMessageRateExceeded)
    facts.facts += [
      Fact(
        "answers",
        "most errors travelled in the body of a 200",
        .observed,
        "several libraries"
      ),
      Fact(
        "tokens.canonical",
        "registration_id names a newer identifier of the same device; v1 has no equivalent",
        .observed,
        "several libraries"
      ),
      Fact(
        "batch",
        "up to 500 messages a call were one request; stopped around 7 Aug 2024",
        .observed,
        "one team's report"
      ),
    ]
  }
}
