import Policies
import Testing
import TimeAndChance

@Suite
struct ParkingLadderTests {
  @Test
  func climbsRungByRungAndEnds() {
    var chance = RandomStream(Seed(3))
    let ladder = ParkingLadder([.seconds(60), .seconds(300), .seconds(1500)], jitter: .none)
    let stays = (-1...3).map { ladder.stay(onRung: $0, using: &chance) }
    #expect(stays == [nil, .seconds(60), .seconds(300), .seconds(1500), nil])
    let untouched = RandomStream(Seed(3))
    var twin = untouched
    #expect(chance.next() == twin.next())
  }

  @Test
  func aFixedStreamGivesExactStays() {
    var chance = RandomStream(Seed(3))
    var twin = chance
    let stay = ParkingLadder.recommended.stayNanoseconds(onRung: 1, using: &chance)
    #expect(stay == nanosecondsRounded(3e11 * (1 - 0.2 + 2 * 0.2 * twin.unit())))
  }

  @Test
  func aMillionStaysLieWithinTheSpread() {
    let seed = Seed(4)
    var chance = RandomStream(seed)
    var outside = 0
    var sum = 0.0
    for _ in 0..<1_000_000 {
      let stay = ParkingLadder.recommended.stayNanoseconds(onRung: 0, using: &chance) ?? 0
      if stay < 48_000_000_000 || stay > 72_000_000_000 { outside += 1 }
      sum += Double(stay) * 1e-9
    }
    #expect(outside == 0, "seed \(seed.value)")
    // The mean of 10⁶ uniforms on 48 … 72 s has a standard error of 6.9 ms: five of them.
    #expect(abs(sum / 1e6 - 60) < 0.035)
  }
}
