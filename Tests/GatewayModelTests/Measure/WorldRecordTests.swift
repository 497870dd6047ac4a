import Testing

@testable import GatewayModel

@Suite
struct WorldRecordTests {
  /// A failed probe opens a breaker again, which is a trip; staying open is none, nor is a dry run.
  @Test(arguments: [
    (WorldRecord.What.breaker, "closed", "open", true, false),
    (.breaker, "halfOpen", "open", true, false), (.breaker, "open", "open", false, false),
    (.breaker, "halfOpen", "closed", false, true), (.breaker, "open", "halfOpen", false, false),
    (.dryRun, "closed", "open", false, false), (.dryRun, "halfOpen", "closed", false, false),
    (.fault, "closed", "open", false, false),
  ])
  func onlyBreakersTripAndClose(
    what: WorldRecord.What,
    from: String,
    to: String,
    isTrip: Bool,
    isClose: Bool
  ) {
    let record = WorldRecord(
      nanoseconds: 0,
      what: what,
      server: 0,
      lane: 0,
      fault: -1,
      from: from,
      to: to,
      reason: ""
    )
    #expect(record.isTrip == isTrip && record.isClose == isClose)
  }
}
