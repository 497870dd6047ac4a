import Policies
import Testing
import TimeAndChance

@Suite
struct RejectionControllerTests {
  /// One second of 39 % errors after a good one, five of 20 %, then health: published step by step.
  @Test
  func followsThePublishedSequence() {
    let failures: [Int64] = [1, 39, 20, 20, 20, 20, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let want = [
      0, 0.2109, 0.2493, 0.2568, 0.2567, 0.2549, 0.2529, 0.2163, 0.1831, 0.1569, 0.1366, 0.1329,
      0.0875, 0.0625, 0.0398, 0.0186, 0,
    ]
    var controller = RejectionController(at: .zero)
    var got: [Double] = []
    for (second, failed) in failures.enumerated() {
      let middle = Instant(nanoseconds: Int64(second) * 1_000_000_000 + 500_000_000)
      controller.record(success: 100 - failed, failure: failed, at: middle)
      got.append(controller.rejection(at: middle.advanced(byNanoseconds: 500_000_000)))
    }
    #expect(zip(got, want).allSatisfy { abs($0 - $1) < 0.0006 }, "\(got)")
  }

  @Test
  func oneBigStepEqualsManySmallOnes() {
    let seed = Seed(21)
    var chance = RandomStream(seed)
    var big = RejectionController(at: .zero)
    var small = big
    var now = Instant.zero
    var different = 0
    for round in 0..<3_000 {
      let failed = chance.nanoseconds(below: 50)
      big.record(success: 50, failure: failed, at: now)
      small.record(success: 50, failure: failed, at: now)
      let silence = chance.nanoseconds(below: round % 100 == 0 ? 3_000_000_000_000 : 5_000_000_000)
      for _ in 0..<400 {
        now = now.advanced(byNanoseconds: silence / 400)
        _ = small.rejection(at: now)
      }
      if big.rejection(at: now) != small.rejection(at: now) { different += 1 }
    }
    #expect(different == 0, "seed \(seed.value)")
  }
}
