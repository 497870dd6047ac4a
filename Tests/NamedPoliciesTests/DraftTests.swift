import GatewayCore
import Policies
import Providers
import Testing

@testable import NamedPolicies

@Suite
struct DraftTests {
  @Test
  func aSlotComesWithItsSource() {
    var draft = Draft(reading: .http, .documented, "somewhere", silence: "nobody said")
    draft.set(\.timeout, to: .seconds(1), "timeout", "1 s", .code, "read")
    #expect(draft.policy.timeout == .seconds(1))
    #expect(draft.sources.map(\.path) == ["classify", "timeout"])
    #expect(draft.offFact(for: .hedge).source == "nobody said")
  }

  @Test
  func theSlowestRoundTripInAHundred() {
    #expect(Provider.apns.p99 == .milliseconds(400))
    var steady = Provider.open
    steady.roundTrip = .constant(.milliseconds(7))
    #expect(steady.p99 == .milliseconds(7))
  }
}
