import Policies
import Testing
import TimeAndChance

@Suite
struct DeviceBackoffTests {
  static let plain = DeviceBackoff.Configuration(
    pauses: Backoff(.exponential(base: .seconds(1), factor: 2), cap: .seconds(60)),
    memory: .seconds(30)
  )

  static func at(_ seconds: Int64) -> Instant { Instant(nanoseconds: seconds * 1_000_000_000) }

  @Test
  func restsOneDeviceLongerEachTimeAndForgets() {
    var chance = RandomStream(Seed(25))
    var rests = DeviceBackoff(Self.plain)
    let ends = [
      rests.strike(1, at: Self.at(0), using: &chance),
      rests.strike(1, at: Self.at(0), using: &chance),
      rests.strike(1, at: Self.at(1), using: &chance),
      rests.strike(1, at: Self.at(3), using: &chance),
      rests.strike(1, at: Self.at(37), using: &chance),
      rests.strike(2, atLeast: .seconds(9), at: Self.at(37), using: &chance),
    ]
    #expect(ends == [1, 1, 3, 7, 38, 46].map(Self.at))
    let resting = [1, 2, 3].map { rests.rest(of: $0, at: Self.at(37)) }
    #expect(resting == [Self.at(38), Self.at(46), nil])
    #expect(rests.rest(of: 1, at: Self.at(38)) == nil)
  }

  @Test
  func nobodyRestsLongerThanTheCap() {
    let seed = Seed(26)
    var chance = RandomStream(seed)
    var rests = DeviceBackoff(.init(capacity: 256))
    var now = Instant.zero
    var problem: String?
    for step in 0..<1_000_000 {
      now = now.advanced(byNanoseconds: chance.nanoseconds(below: 1_000_000_000))
      let device = chance.below(1000)
      let end = rests.strike(device, at: now, using: &chance)
      if end <= now || end > now.advanced(by: .seconds(3600)) { problem = "step \(step)" }
      if rests.rest(of: device, at: now) != end { problem = "step \(step): forgotten at once" }
    }
    #expect(problem == nil, "seed \(seed.value)")
    #expect(rests.forgotten > 0)
  }

  /// One tick is a second.
  ///
  /// Given: `x` is an answer of too much. Seen: `r` rests.
  /// Pauses of 1, 2, 4 s; thirty seconds after a rest its length is forgotten.
  @Test(arguments: [
    ("xx.x........", "rrrrrrr....."),
    ("x...................x....", "r...................rr..."),
    ("x...............................x...", "r...............................r..."),
  ])
  func aTickDiagramOfRests(_ answers: String, _ expected: String) {
    var chance = RandomStream(Seed(1))
    var rests = DeviceBackoff(Self.plain)
    var seen = ""
    for (tick, mark) in answers.enumerated() {
      let now = Self.at(Int64(tick))
      if mark == "x" { _ = rests.strike(1, at: now, using: &chance) }
      seen += rests.rest(of: 1, at: now) == nil ? "." : "r"
    }
    #expect(seen == expected)
  }
}
