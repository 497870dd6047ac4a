import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct DeviceRatesTests {
  private static let second: Int64 = 1_000_000_000

  private func admitted(_ rates: inout DeviceRates, _ device: UInt64, at seconds: Double) -> Int {
    (0..<1_000).count { _ in rates.admits(device, at: Int64(seconds * 1e9)) }
  }

  /// Four a second: a minute's worth at once, then four a second, never more after a rest.
  @Test
  func aDeviceMayHaveItsRate() {
    var rates = DeviceRates(Rate(perSecond: 4))
    let counts = [0, 0.24, 0.25, 1.25, 500].map { admitted(&rates, 7, at: $0) }
    #expect(counts == [240, 0, 1, 4, 240])
  }

  @Test
  func devicesDoNotShare() {
    var rates = DeviceRates(Rate(perSecond: 4))
    #expect(admitted(&rates, 1, at: 0) == 240 && admitted(&rates, 2, at: 0) == 240)
  }

  /// A table that grows and forgets admits what one bucket for each device admits.
  @Test
  func theTableForgetsOnlyWhoIsFull() {
    var rates = DeviceRates(Rate(perSecond: 0.05))
    var full = [Int64](repeating: 0, count: 5_000)
    var chance = RandomStream(Seed(8))
    var (now, wrong, refused) = (Int64(0), 0, 0)
    for _ in 0..<200_000 {
      now += Int64(chance.below(10_000_000))
      let device = Int(chance.below(5_000))
      let begins = max(full[device], now)
      let fits = begins + 20 * Self.second - now <= 60 * Self.second
      if fits { full[device] = begins + 20 * Self.second }
      refused += fits ? 0 : 1
      wrong += rates.admits(UInt64(device), at: now) == fits ? 0 : 1
    }
    #expect(wrong == 0 && refused > 100)
  }
}
