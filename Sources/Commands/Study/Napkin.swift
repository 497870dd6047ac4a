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
      // A thinned world is a part; what is asked about is the whole.
      let servers = plan.fleet.servers * plan.thin
      return Napkin(
        provider: provider.name,
        rate: rates[lane] * Double(plan.thin),
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

extension Napkin {
  /// What is in flight to all providers together, when there is more than one.
  static func together(_ napkins: [Napkin]) -> [String] {
    let busy = napkins.filter { $0.rate > 0 }
    guard busy.count > 1 else { return [] }
    let rate = busy.reduce(0) { $0 + $1.rate }
    let inFlight = busy.reduce(0) { $0 + $1.inFlight }
    let byMedian = busy.reduce(0) { $0 + $1.inFlightByMedian }
    var line =
      "Together: \(Humanised.count(rate)) messages/s have \(Humanised.count(inFlight)) in flight"
    if byMedian > 0, abs(inFlight / byMedian - 1) > 0.05 {
      line +=
        ", not the \(Humanised.count(byMedian)) that the medians say: half of the calls take longer, "
        + "and some much longer, and it is the mean that fills a queue"
    }
    return [line + "."]
  }

  /// Why simulation and arithmetic agree here, or may not: waiting for a stream on one server.
  static func waiting(_ napkins: [Napkin], _ plan: WorldPlan) -> [String] {
    napkins.enumerated().compactMap { lane, napkin -> String? in
      let most = plan.fleet.server.connections[lane].maximum
      guard let cap = napkin.streamsPerConnection, napkin.rate > 0, napkin.meanRoundTrip > 0
      else { return nil }
      let rate = napkin.rate / Double(plan.fleet.servers * plan.thin)
      let streams = cap * most
      let load = rate * napkin.meanRoundTrip / Double(max(1, streams))
      guard load < 1 else {
        return "\(napkin.provider): a server's \(streams) streams are asked for "
          + "\(Humanised.digits(load)) times over: its queue grows without end."
      }
      guard streams <= 1_000_000 else { return nil }
      let waits = Erlang.waiting(servers: streams, offered: rate * napkin.meanRoundTrip)
      let chance = waits < 1e-6 ? "practically none" : Humanised.share(waits)
      return "\(napkin.provider): of a server's messages \(chance) would wait for one of its "
        + "\(streams) streams (Erlang C, streams \(Humanised.share(load)) in use)."
    }
  }
}
