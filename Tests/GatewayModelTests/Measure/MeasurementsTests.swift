import Statistics
import Testing

@testable import GatewayModel

@Suite
struct MeasurementsTests {
  /// The first cohort ends at 40 s, the second at 100 s; the third is empty.
  @Test(arguments: [(0..<1, 100, 40.0), (1..<2, 100, 60), (0..<2, 200, 100), (0..<3, 200, 100)])
  func aRangeOfCohortsIsADifferenceOfMarks(cohorts: Range<Int>, offered: Int, seconds: Double) {
    let all = HandMade.measurements()
    #expect(all.counters(in: cohorts, cell: 0).offered == offered)
    #expect(all.counters(in: cohorts, cell: 3).offered == 4 * offered)
    #expect(all.seconds(of: cohorts) == seconds)
  }

  @Test
  func whatNothingExplainsIsLost() {
    // All that is offered has ended, so whatever the walk finds has been invented.
    #expect(HandMade.measurements().lost == [0, 0, 0, 0])
    #expect(HandMade.measurements(inSystem: [0, 2, 0, 0]).lost == [0, -2, 0, 0])
  }

  @Test
  func mergingAddsCountsAndHistogramsAndKeepsTheHighestPeak() {
    let one = HandMade.measurements(rows: [HandMade.row(0), HandMade.row(1, delivered: 40)])
    var both = one
    both.merge(one)
    #expect(both.replications == 2 && both.happenings == 20 && both.handshakes == [6, 10])
    #expect(both.final[1].offered == 2 * one.final[1].offered)
    #expect(both.counters(in: 0..<2, cell: 2).attempts == 2 * 900)
    #expect(both.seconds(of: 0..<2) == 100)
    #expect(both.marks[0].queuedPeak == one.marks[0].queuedPeak)
    #expect(both.marks[1].queuedArea == one.marks[1].queuedArea.map { 2 * $0 })
    #expect(both.accept[3].count == 8 && both.accept[3].mean == one.accept[3].mean)
    #expect(both.judged[0] == 100 && both.inTime[1] == 20)
    #expect(both.rows[1].cells[0].counters.accepted == 80)
    #expect(both.rows[1].cells[0].delivered == [40, 40])
    #expect(both.rows[1].lanes[0].streamsReady == 400)
    #expect(both.lost == [0, 0, 0, 0] && both.ledgersAddUp)
  }

  @Test
  func oneLedgerThatDoesNotAddUpIsNotForgotten() {
    var (good, bad) = (HandMade.measurements(), HandMade.measurements())
    bad.ledgersAddUp = false
    good.merge(bad)
    good.merge(HandMade.measurements())
    #expect(!good.ledgersAddUp)
  }
}
