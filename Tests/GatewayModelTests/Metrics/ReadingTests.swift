import Statistics
import Testing

@testable import GatewayModel

@Suite
struct ReadingTests {
  /// Of cells whose factors are 1, 2 (the first class at both providers), 3 and 4.
  @Test(arguments: [
    (nil as [Int]?, nil as [Int]?, 1_000), ([0], nil, 300), ([1], nil, 700), (nil, [0], 400),
    (nil, [1], 600), ([1], [0], 300), ([0, 1], [0, 1], 1_000), ([], nil, 0),
  ])
  func cellsInScopeAreAddedUp(classes: [Int]?, lanes: [Int]?, offered: Int) throws {
    let part = Reading(
      HandMade.measurements(),
      of: try HandMade.plan(),
      classes: classes,
      lanes: lanes
    )
    #expect(part.counters.offered == offered)
    #expect(part.seconds == 60)
  }

  @Test(arguments: [(0, 40, 1_000, 40.0), (40, 100, 1_000, 60), (0, 100, 2_000, 100)])
  func cohortsInScopeAreAddedUp(from: Int, to: Int, offered: Int, seconds: Double) throws {
    let part = Reading(
      HandMade.measurements(),
      of: try HandMade.plan(),
      from: .seconds(from),
      to: .seconds(to)
    )
    #expect(part.counters.offered == offered && part.seconds == seconds)
    // Areas grow by ten times sixty message-seconds up to each mark.
    let area = offered == 2_000 ? 1_200.0 : 600
    let average = try #require(part.average(\.inFlightArea))
    #expect(abs(average - area / seconds) < 1e-12)
    let recorded = offered == 2_000 ? UInt64(20) : 10
    #expect(part.merged(\.wait).count == recorded && part.merged(\.wait).mean == 3e9)
  }

  /// A row counts when it lies inside as a whole, an event from the beginning to before the end.
  @Test
  func rowsAndEventsInTheWindow() throws {
    let all = HandMade.measurements(
      rows: (0..<10).map { HandMade.row($0, offered: 100 + $0) },
      events: [39, 40, 69, 70].map { HandMade.breaker(0, at: $0, "closed", "open") }
    )
    let part = Reading(all, of: try HandMade.plan(), from: .seconds(35), to: .seconds(70))
    #expect(part.perRow { $0.offered } == [104, 105, 106])
    #expect(part.events.map { $0.nanoseconds / HandMade.second } == [39, 40, 69])
  }
}
