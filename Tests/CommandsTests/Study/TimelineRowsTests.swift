import GatewayModel
import Testing

@testable import Commands

@Suite
struct TimelineRowsTests {
  @Test
  func meansAreOverReplications() throws {
    let outcome = try SampleStudy.shared.get()
    let rows = TimelineRows(outcome.merged[0])
    #expect(rows.indices.count == 40 && rows.start(3) == 3)
    // 200 a second arrive, whatever the number of replications.
    let offered = rows.indices.map { rows.rate($0, 0, \.offered) }
    let mean = offered.reduce(0, +) / 40
    #expect(abs(mean - 200) < 10, "\(mean)")
    let (low, high) = (rows.goodput(10, 0, 0.1) ?? 1e9, rows.goodput(10, 0, 0.9) ?? 0)
    #expect(low <= high && high < 400)
    #expect(rows.isUsed(0) && !rows.isUsed(1))
  }
}
