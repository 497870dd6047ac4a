import Testing

@testable import Commands
@testable import Experiments

@Suite
struct StabilityOutcomeTests {
  private static func point(
    _ load: Double,
    _ samples: [Double?],
    metastable: [Double?],
    recovery: [Double?] = []
  ) -> TippingCurve.Point {
    TippingCurve.Point(
      load: load,
      probability: Estimate(of: samples, by: .probability),
      samples: samples,
      others: [metastable, recovery]
    )
  }

  private static func outcome(_ points: [TippingCurve.Point]) -> StabilityOutcome {
    var curve = TippingCurve()
    for point in points { curve.add(point) }
    return StabilityOutcome(curve: curve, offered: 100)
  }

  @Test
  func theMetastableWindowIsNamed() {
    let outcome = Self.outcome([
      Self.point(0.5, [0, 0, 0], metastable: [0, 0, 0]),
      Self.point(0.8, [0, 1, 1], metastable: [0, 1, 0]),
      Self.point(1, [1, 1, 1], metastable: [1, 1, 1]),
      Self.point(2, [1, 1, 1], metastable: [0, 0, 0]),
    ])
    let says = outcome.sentences[1]
    #expect(says.contains("yes, from 0.8 to 1 times the traffic"), "\(says)")
    #expect(says.contains("1 of 2 collapsed"), "\(says)")
  }

  @Test
  func overloadAndHealthAreNotMetastable() {
    let overload = Self.outcome([Self.point(2, [1, 1], metastable: [0, 0])])
    #expect(overload.sentences[1].contains("no; where it collapsed"))
    let healthy = Self.outcome([Self.point(1, [0, 0], metastable: [0, 0])])
    #expect(healthy.sentences[1].contains("never collapsed"))
  }

  @Test
  func recoveryCountsThoseThatNeverCameBack() {
    let times: [Double?] = [30, .infinity, 10, nil, 20]
    let point = Self.point(1, [0, 0, 0, 0, 0], metastable: [], recovery: times)
    let recovery = StabilityOutcome.Recovery(point)
    #expect(recovery.times == [10, 20, 30] && recovery.never == 1)
    #expect(recovery.quantile(0.5) == 20 && recovery.quantile(0.9) == nil)
    let table = Self.outcome([point]).table
    #expect(table.cell(0, "never_recovered") == .integer(1))
    #expect(table.cell(0, "recover_p90_s") == .empty)
  }
}
