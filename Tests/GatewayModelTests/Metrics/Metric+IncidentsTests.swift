import Policies
import Testing

@testable import GatewayModel

/// Incidents on scripted rows of ten seconds: 200 s, warm after 10, a fault from 60 s to 70 s.
@Suite
struct MetricIncidentsTests {
  private func read(
    _ name: String,
    delivered: [Int: Int] = [:],
    queued: [Int: Int] = [:],
    events: [WorldRecord] = [],
    hasFault: Bool = true
  ) throws -> Double? {
    var breaker = Breaker.Configuration()
    breaker.coolDown = .init(constant: .seconds(5))
    var plan = try HandMade.plan(breaker: breaker)
    plan.duration = .seconds(200)
    plan.warmUp = .seconds(10)
    if hasFault { plan.faults = [ScriptedWorld.fault(.silent(1), at: 60, for: 10)] }
    let rows = (0..<20).map { index in
      HandMade.row(index, delivered: delivered[index] ?? 100, queued: queued[index] ?? 0)
    }
    let metric = try #require(Metric.named(name), "\(name)")
    let part = Reading(HandMade.measurements(rows: rows, events: events), of: plan)
    return metric.read(part, metric.headline)
  }

  private static let never = Dictionary(uniqueKeysWithValues: (6..<20).map { ($0, 50) })

  /// Back in the band for a minute: a relapse at 100 s begins the wait anew.
  @Test(
    arguments: [
      ([6: 20], 0.0), ([6: 20, 7: 50], 10), ([6: 20, 7: 50, 10: 50], 40),
      // Half a minute at the end is too short to say that it stays.
      ([6: 20, 16: 50], 0), (never, .infinity),
      // The time before was as uneven: two standard deviations below its mean is still usual.
      ([2: 90, 3: 110, 4: 90, 5: 110, 7: 85, 8: 85], 0),
    ] as [([Int: Int], Double)]
  )
  func recoveryIsBackAndStays(delivered: [Int: Int], expected: Double) throws {
    #expect(try read("time-to-recover", delivered: delivered) == expected)
  }

  /// The backlog is as before once no more wait than ever did before the fault.
  @Test(
    arguments: [
      ([3: 5, 6: 80, 7: 50, 8: 20, 9: 4], 30.0), ([3: 5, 6: 80, 7: 50, 8: 5], 20), ([:], 0),
      (never, .infinity),
    ] as [([Int: Int], Double)]
  )
  func drainedIsAsBefore(queued: [Int: Int], expected: Double) throws {
    #expect(try read("time-to-drain", queued: queued) == expected)
  }

  /// Two of four servers must be open at once.
  @Test
  func detectionNeedsHalfOfTheServers() throws {
    let first = HandMade.breaker(0, at: 63, "closed", "open")
    let second = HandMade.breaker(1, at: 65, "closed", "open")
    #expect(try read("time-to-detect", events: [first]) == .infinity)
    #expect(try read("time-to-detect", events: [first, second]) == 5)
    let closed = HandMade.breaker(0, at: 64, "halfOpen", "closed")
    let third = HandMade.breaker(2, at: 68, "closed", "open")
    #expect(try read("time-to-detect", events: [first, closed, second, third]) == 8)
    // Probing is not trusting.
    let probing = HandMade.breaker(0, at: 64, "open", "halfOpen")
    #expect(try read("time-to-detect", events: [first, probing, second]) == 5)
    let late = HandMade.breaker(1, at: 70, "closed", "open")
    #expect(try read("time-to-detect", events: [first, late]) == .infinity)
  }

  @Test(
    arguments: [
      ([20], 1), ([60], 0), ([69], 0), ([70], 1), ([20, 65, 90], 2),
    ] as [([Int64], Double)]
  )
  func anOpeningWithoutAFaultIsFalse(seconds: [Int64], expected: Double) throws {
    let events = seconds.map { HandMade.breaker(0, at: $0, "closed", "open") }
    #expect(try read("false-trips", events: events) == expected)
    #expect(try read("trips", events: events) == Double(seconds.count))
  }

  /// Soon is within twice the cool-down of five seconds, of the same server.
  @Test(arguments: [(0, 108, 1.0), (0, 110, 1), (0, 111, 0), (1, 105, 0)])
  func aFlapIsAnOpeningSoonAfterClosing(server: Int, seconds: Int64, expected: Double) throws {
    let events = [
      HandMade.breaker(0, at: 100, "halfOpen", "closed"),
      HandMade.breaker(server, at: seconds, "closed", "open"),
    ]
    #expect(try read("flaps", events: events) == expected)
  }

  /// Below 70 % of what is offered over the last minute.
  @Test(arguments: [(60, 1.0), (69, 1), (70, 0), (100, 0)])
  func collapsedIsDownInTheEnd(delivered: Int, expected: Double) throws {
    let rows = Dictionary(uniqueKeysWithValues: (14..<20).map { ($0, delivered) })
    #expect(try read("collapse", delivered: rows) == expected)
  }

  @Test
  func withoutAFaultNothingIsDetectedOrRecovered() throws {
    for name in ["time-to-detect", "time-to-recover", "time-to-drain"] {
      #expect(try read(name, hasFault: false) == nil, "\(name)")
    }
  }
}
