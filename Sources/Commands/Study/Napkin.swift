import Experiments
import GatewayModel
import Reports
import Scenarios
import Statistics

/// The arithmetic that an architect does on a napkin, with the mean where the mean belongs.
struct Napkin: Sendable, Equatable {
  let provider: String
  /// Messages per second at the peak.
  let rate: Double
  let meanRoundTrip: Double
  let medianRoundTrip: Double
  /// Little's law: by the mean, and by the median as people often do it.
  var inFlight: Double { rate * meanRoundTrip }
  var inFlightByMedian: Double { rate * medianRoundTrip }
  let streamsPerConnection: Int?
  /// Connections of the whole fleet, at least and at most.
  let connections: ClosedRange<Int>

  /// Connections that the calls in flight fill.
  var connectionsNeeded: Int? {
    streamsPerConnection.map { Int((inFlight / Double(max($0, 1))).rounded(.up)) }
  }

  /// Streams of the largest pool per call in flight.
  var headroom: Double? {
    guard let streamsPerConnection, inFlight > 0 else { return nil }
    return Double(streamsPerConnection * connections.upperBound) / inFlight
  }

  /// One for each provider of a world.
  static func all(of plan: WorldPlan) -> [Napkin] {
    let rates = plan.meanRates
    return plan.providers.indices.map { lane in
      let provider = plan.providers[lane]
      let pool = plan.fleet.server.connections[lane]
      let servers = plan.fleet.servers
      return Napkin(
        provider: provider.name,
        rate: rates[lane],
        meanRoundTrip: provider.network.mean + provider.roundTrip.mean,
        medianRoundTrip: provider.network.quantile(0.5) + provider.roundTrip.quantile(0.5),
        streamsPerConnection: provider.streams.perConnection,
        connections: (pool.minimum * servers)...(pool.maximum * servers)
      )
    }
  }

  /// The arithmetic in sentences.
  var sentences: [String] {
    let rate = Humanised.count(rate)
    var lines = [
      "\(provider): \(rate) messages/s × a mean of \(Humanised.seconds(meanRoundTrip)) are "
        + "\(Humanised.count(inFlight)) in flight."
    ]
    let ratio = medianRoundTrip > 0 ? meanRoundTrip / medianRoundTrip : 1
    if ratio > 1.05 || ratio < 0.95 {
      lines.append(
        "The median, \(Humanised.seconds(medianRoundTrip)), would say "
          + "\(Humanised.count(inFlightByMedian)); a queue is filled by the mean, "
          + "\(Humanised.digits(ratio)) times that."
      )
    }
    if let streamsPerConnection, let connectionsNeeded {
      let range =
        connections.lowerBound == connections.upperBound
        ? "\(connections.upperBound)" : "\(connections.lowerBound) to \(connections.upperBound)"
      lines.append(
        "At \(streamsPerConnection) streams a connection that fills \(connectionsNeeded); the fleet"
          + " has \(range), so its streams are "
          + "\(headroom.map { Humanised.digits($0) } ?? "–") times what is in flight."
      )
      let others = [100, 500, 1_000, 1_500, 4_000].filter { $0 != streamsPerConnection }
      let counts = others.map { cap in
        "\(Int((inFlight / Double(cap)).rounded(.up))) at \(cap)"
      }
      lines.append("With other caps it would fill \(counts.joined(separator: ", ")).")
    }
    return lines
  }
}
