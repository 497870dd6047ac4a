import Testing

@testable import GatewayModel

@Suite
struct MetricTests {
  private func read(
    _ name: String,
    _ statistic: Metric.Statistic? = nil,
    rows: [Row] = [],
    from: Duration? = nil,
    to: Duration? = nil
  ) throws -> Double? {
    let metric = try #require(Metric.named(name), "\(name)")
    let part = Reading(
      HandMade.measurements(rows: rows),
      of: try HandMade.plan(),
      from: from,
      to: to
    )
    return metric.read(part, statistic ?? metric.headline)
  }

  @Test
  func everyNameStandsForOneAndItsHeadlineIsShown() {
    #expect(Set(Metric.all.map(\.name)).count == Metric.all.count)
    let hidden = Metric.all.filter { !$0.shown.contains($0.headline) }
    #expect(hidden.map(\.name) == [])
    #expect(Metric.named("no such thing") == nil)
  }

  @Test(arguments: [
    ("offered", 1_000.0), ("attempts", 1_500), ("delivered", 800), ("gave-up", 200),
    ("wasted-attempts", 300), ("handshakes", 8), ("lost", 0), ("trips", 0),
    ("delivered-in-time", 0.3), ("amplification", 1.5), ("wasted-share", 0.2), ("waited", 0.1),
    ("goodput", 800.0 / 60), ("refused-but-good", 0), ("wait", 3), ("round-trip", 3),
    ("time-to-accept-of-accepted", 3), ("time-to-accept", .infinity), ("in-flight", 10),
    ("queue-depth", 20), ("parked-now", 0),
  ])
  func bareNamesAreReadOff(name: String, expected: Double) throws {
    let value = try #require(try read(name))
    #expect(value == expected || abs(value - expected) < 1e-9, "\(name): \(value)")
  }

  @Test(arguments: [
    ("offered", Metric.Statistic.rate, 1_000.0 / 60), ("gave-up", .share, 0.2),
    ("wait", .max, 4), ("wait", .min, 1), ("wait", .count, 10), ("wait", .percentile(0.5), 3),
    ("wait", .percentile(0.1), 1),
    // Ten of a thousand were accepted: the hundredth part is the slowest of them.
    ("time-to-accept", .percentile(0.001), 1), ("time-to-accept", .percentile(0.01), 4),
    ("time-to-accept", .percentile(0.011), .infinity), ("time-to-accept", .max, .infinity),
  ])
  func statisticsAreReadOff(name: String, statistic: Metric.Statistic, expected: Double) throws {
    let value = try #require(try read(name, statistic))
    // A percentile is known to one part in a thousand.
    #expect(value == expected || abs(value / expected - 1) < 0.001, "\(name): \(value)")
  }

  /// Rows from 40 s on have 4 … 9 connections, and a quarter of 200 streams in use.
  @Test(arguments: [
    ("connections", Metric.Statistic.mean, 6.5), ("connections", .max, 9), ("connections", .min, 4),
    ("connections", .percentile(0.5), 6), ("connections", .percentile(1), 9),
    ("streams-in-use", .mean, 0.25), ("headroom", .value, 4), ("quota-used", .max, 0),
    ("breaker-open", .value, 0),
  ])
  func levelsAreThoseOfTheRows(name: String, statistic: Metric.Statistic, expected: Double) throws {
    let rows = (0..<10).map { HandMade.row($0) }
    let value = try #require(try read(name, statistic, rows: rows))
    #expect(abs(value - expected) < 1e-12, "\(name): \(value)")
  }

  /// Time behind an open breaker counts by the traffic that comes in it.
  @Test
  func openBreakersAreWeighedByTraffic() throws {
    var rows = [HandMade.row(4, offered: 300), HandMade.row(5, offered: 100)]
    rows[0].lanes[0].breakerOpen = 0.5
    let both = try read("breaker-open", rows: rows)
    // Half of the servers towards one of two providers, for three quarters of the traffic.
    #expect(both == 0.1875)
  }

  /// Where nothing was offered there is no share, where no time passed no rate.
  @Test
  func whatHasNoMeaningIsAbsent() throws {
    let (from, to) = (Duration.seconds(40), Duration.seconds(40))
    #expect(try read("offered", from: from, to: to) == 0)
    #expect(try read("offered", .rate, from: from, to: to) == nil)
    #expect(try read("gave-up", .share, from: from, to: to) == nil)
    #expect(try read("amplification", from: from, to: to) == nil)
    #expect(try read("wait", from: from, to: to) == nil)
    #expect(try read("connections") == nil)
    #expect(try read("headroom") == nil)
  }
}
