import Testing

@testable import GatewayModel

@Suite
struct CohortsTests {
  private let second: Int64 = 1_000_000_000

  /// Warm after 40 s of 100; windows share boundaries, and one reaches beyond the end.
  private func cohorts() throws -> Cohorts {
    var plan = try HandMade.plan()
    plan.windows = [
      .init(name: "outage", from: .seconds(60), to: .seconds(80)),
      .init(name: "warm", from: .seconds(40), to: .seconds(60)),
      .init(name: "late", from: .seconds(80), to: .seconds(500)),
      .init(name: "early", from: .zero, to: .seconds(10)),
    ]
    return Cohorts(plan)
  }

  @Test
  func boundariesAreInOrderInsideAndOnce() throws {
    let cuts = try cohorts().cuts
    #expect(cuts == [10, 40, 60, 80, 100].map { $0 * second })
  }

  /// Every window is the union of whole cohorts, and neighbours neither overlap nor leave a gap.
  @Test(arguments: [
    (0, 10, 0..<1), (0, 40, 0..<2), (40, 100, 2..<5), (40, 60, 2..<3), (60, 80, 3..<4),
    (80, 500, 4..<5), (0, 100, 0..<5), (60, 60, 3..<3),
  ])
  func windowsAreUnionsOfCohorts(from: Int, to: Int, expected: Range<Int>) throws {
    #expect(try cohorts().range(from: .seconds(from), to: .seconds(to)) == expected)
  }
}
