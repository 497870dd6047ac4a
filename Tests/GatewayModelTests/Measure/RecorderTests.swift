import Policies
import Simulation
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct RecorderTests {
  private let second: Int64 = 1_000_000_000

  /// Two rows of one second: two in flight for half of the first, one from there on.
  @Test
  func rowsAreDifferences() throws {
    var recorder = Recorder(classes: 2, lanes: 2, cuts: [])
    let cell = recorder.cell(1, 0)
    recorder.counters[cell].offered = 5
    recorder.counters[cell].accepted = 3
    recorder.inFlight[cell].change(by: 2, at: 0)
    recorder.inFlight[cell].fall(at: second / 2)
    recorder.queued[cell].change(by: 4, at: second / 2)
    recorder.rowAccept[cell].record(7_000, times: 3)
    var gauges = LaneGauges()
    gauges.connections = 9
    recorder.endRow(at: second, gauges: [gauges, LaneGauges()])
    recorder.counters[cell].offered += 2
    recorder.parked[cell].rise(at: second)
    recorder.endRow(at: 2 * second, gauges: [LaneGauges(), LaneGauges()])
    let rows = recorder.rows
    try #require(rows.count == 2)
    #expect(cell == 2 && rows.allSatisfy { $0.cells.count == 4 })
    #expect(rows.map(\.start) == [0, second] && rows.map(\.end) == [second, 2 * second])
    #expect(rows.map { $0.cells[cell].counters.offered } == [5, 2])
    #expect(rows.map { $0.cells[cell].delivered } == [[3], [0]])
    #expect(rows.map { $0.cells[cell].inFlight } == [1.5, 1])
    #expect(rows.map { $0.cells[cell].queued } == [4, 4])
    #expect(rows.map { $0.cells[cell].parked } == [0, 1])
    #expect(rows.map { $0.cells[cell].accept.count } == [3, 0])
    #expect(rows.map { $0.lanes[0].connections } == [9, 0])
    #expect(rows.allSatisfy { $0.cells[0].counters.offered == 0 })
  }

  @Test
  func cutsKeepTheAccountsAndBeginANewPeak() throws {
    var recorder = Recorder(classes: 1, lanes: 1, cuts: [second, 2 * second])
    recorder.counters[0].offered = 8
    recorder.queued[0].change(by: 6, at: 0)
    recorder.queued[0].change(by: -5, at: second / 2)
    recorder.cut(at: second)
    recorder.queued[0].change(by: 2, at: second)
    recorder.cut(at: 2 * second)
    let marks = recorder.marks
    try #require(marks.count == 2)
    #expect(marks.map(\.time) == [second, 2 * second])
    #expect(marks.map { $0.counters[0].offered } == [8, 8])
    #expect(marks.map { $0.queuedArea[0] } == [7 * second / 2, 7 * second / 2 + 3 * second])
    #expect(marks.map { $0.queuedPeak[0] } == [6, 3])
    let cohort = recorder.cohort
    #expect(cohort == 2)
  }

  /// What is offered at a boundary belongs to the part that begins there.
  @Test(arguments: [(0, 0), (999_999_999, 0), (1_000_000_000, 1), (5_000_000_000, 2)])
  func aMessageBelongsToTheCohortInWhichItWasOffered(offered: Int64, expected: UInt8) {
    let recorder = Recorder(classes: 1, lanes: 1, cuts: [second, 2 * second])
    let cohort = recorder.cohort(of: offered)
    #expect(cohort == expected)
  }

  /// How often each is counted as 429, 4xx, 5xx, time-out and broken call.
  @Test(arguments: [
    (Answer(status: 429), [1, 1, 0, 0, 0]), (Answer(status: 400), [0, 1, 0, 0, 0]),
    (Answer(status: 499), [0, 1, 0, 0, 0]), (Answer(status: 500), [0, 0, 1, 0, 0]),
    (Answer(status: 599), [0, 0, 1, 0, 0]), (Answer(.timeout), [0, 0, 0, 1, 0]),
    (Answer(.connectionLost), [0, 0, 0, 0, 1]), (Answer(.connectFailed), [0, 0, 0, 0, 1]),
  ])
  func failuresAreCountedByTheirKind(answer: Answer, expected: [Int]) {
    var recorder = Recorder(classes: 1, lanes: 1, cuts: [])
    recorder.note(answer, in: 0)
    let one = recorder.counters[0]
    let found = [one.status429, one.status4xx, one.status5xx, one.timeouts, one.brokenCalls]
    #expect(found == expected && one.wasted == 1)
  }
}
