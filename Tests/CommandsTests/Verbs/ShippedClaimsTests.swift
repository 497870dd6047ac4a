import TestKit
import Testing

@testable import Commands

/// What ships in `scenarios/` can fail: without its remedy a claim is not met.
@Suite
struct ShippedClaimsTests {
  private let folder = Repository.root + "/.build/claims-test-\(UInt64.random(in: 0...(.max)))"

  private func check(_ name: String, _ settings: [String]) -> Ending {
    var console = Console(keeping: 80)
    let changes = settings.flatMap { ["--set", $0] }
    return FrontDoor.enter(
      ["check", Repository.root + "/scenarios/\(name).yaml", "--quick", "--out", folder] + changes,
      environment: Environment([:]),
      console: &console
    )
  }

  @Test(arguments: [
    ("claims/D3-explicit-or-inferred", ["policy=inferred"]),
    ("claims/D7-noisy-neighbour", ["fleet.queue.kind=shared", "fleet.queue.order=fifo"]),
    ("claims/D8-timeout-trap", ["policy.timeout=100ms"]),
    ("claims/D10-rolling-restart", ["faults.deploy.deploy.drain=0s"]),
    ("claims/E3-route-health", ["routes.pay.health={manual: 10m}"]),
    ("claims/E4-last-known-good", ["policy.fallback=off"]),
    ("claims/E5-payments-first", ["fleet.queue.order=fifo"]),
    ("claims/E7-one-sick-backend", ["policy.bulkhead=off"]),
    ("claims/E9-ten-seconds-of-503", ["policy.retry.honour-retry-after=false"]),
    ("incidents/410-wave", ["policy=naive"]),
  ])
  func aClaimFailsWithoutItsRemedy(name: String, settings: [String]) {
    #expect(check(name, settings) == .unmet)
  }
}
