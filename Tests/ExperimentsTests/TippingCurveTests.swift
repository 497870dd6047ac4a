import Experiments
import Testing
import TimeAndChance

@Suite
struct TippingCurveTests {
  @Test(arguments: [1, 3])
  func pointsGatherWhereTheCurveRises(jobs: Int) {
    let curve = Runner(jobs: jobs).tippingCurve(
      over: 0...1,
      points: 15,
      replications: 40,
      seed: Seed(11),
      trial: { load, trial, _ in
        var stream = RandomStream(trial.seed, "collapse")
        let p = load < 0.7 ? 0 : min(1, (load - 0.7) * 8)
        return [stream.happens(p) ? 1 : 0, load]
      }
    )
    #expect(curve.points.count == 15)
    #expect(curve.points.map(\.load) == curve.points.map(\.load).sorted())
    #expect(curve.points.filter { (0.65...0.9).contains($0.load) }.count >= 6)
    let crossing = curve.crossing(of: 0.5)
    #expect((crossing.low ?? 1) < 0.7625 && (crossing.high ?? 0) > 0.7625)
    #expect(
      curve.points.allSatisfy {
        $0.samples.count == 40 && $0.others[0] == Array(repeating: $0.load, count: 40)
      }
    )
  }

  @Test
  func aFlatCurveHasNoCrossing() {
    let curve = Runner(jobs: 1).tippingCurve(
      over: 1...2,
      points: 5,
      replications: 20,
      seed: Seed(1),
      trial: { _, _, _ in [0] }
    )
    #expect(curve.crossing(of: 0.5).high == nil)
    #expect(curve.crossing(of: 0.5).low == 2)
    #expect(curve.points.map(\.load) == [1, 1.25, 1.5, 1.75, 2])
  }
}
