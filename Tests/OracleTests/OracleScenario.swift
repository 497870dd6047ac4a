import GatewayModel
import Testing

/// A file of scenarios/oracles, what is changed of it, and the rows that it answers.
struct OracleScenario: Sendable, CustomTestStringConvertible {
  struct Row: Sendable {
    let name: String
    let read: @Sendable (Reading) -> Double?

    init(_ name: String, _ read: @escaping @Sendable (Reading) -> Double?) {
      self.name = name
      self.read = read
    }
  }

  let file: String
  /// As `--set` takes them.
  let changes: [String]
  /// Replications of `./test`.
  let runs: Int
  /// Replications of `./test --slow oracles`: enough for the tolerance that the row states.
  let fullRuns: Int
  let rows: [Row]

  init(
    _ file: String,
    with changes: [String] = [],
    runs: Int = 24,
    fullRuns: Int? = nil,
    _ rows: Row...
  ) {
    self.file = file
    self.changes = changes
    self.runs = runs
    self.fullRuns = fullRuns ?? runs
    self.rows = rows
  }

  var testDescription: String { ([file] + changes).joined(separator: " ") }

  static let all: [OracleScenario] =
    exponential + otherLaws + losses + limits + impatience + failures + breakers
}

extension OracleScenario.Row {
  /// A metric as reports read it.
  static func metric(
    _ name: String,
    _ metric: String,
    _ statistic: Metric.Statistic = .mean,
    times factor: Double = 1
  ) -> Self {
    Self(name) { reading in
      Metric.named(metric)?.read(reading, statistic).map { $0 * factor }
    }
  }

  /// The mean wait over all who came, whether they were served or left: Little's law in the line.
  static func waitOfAll(_ name: String) -> Self {
    Self(name) { reading in
      let rate = Double(reading.counters.offered) / reading.seconds
      return Metric.named("queue-depth")?.read(reading, .mean).map { $0 / rate }
    }
  }

  /// The mean wait of one class of traffic.
  static func wait(_ name: String, ofClass index: Int) -> Self {
    Self(name) { reading in
      let part = Reading(reading.all, of: reading.plan, classes: [index])
      return Metric.named("wait")?.read(part, .mean)
    }
  }

  /// Calls from one closing of the breaker to its next opening: mean length times their rate.
  static func callsToTrip(_ name: String, perSecond rate: Double) -> Self {
    Self(name) { reading in
      let closed = reading.spans(of: "closed")
      return closed.isEmpty ? nil : closed.reduce(0, +) / Double(closed.count) * rate
    }
  }

  /// The share of the run in which the breaker is open.
  static func openShare(_ name: String) -> Self {
    Self(name) { reading in
      reading.spans(of: "open").reduce(0, +) / reading.seconds
    }
  }
}

extension Reading {
  /// How long the first server's breaker stayed in a phase, each time that it left it, in seconds.
  func spans(of phase: String) -> [Double] {
    var since = from.wholeSeconds
    var spans: [Double] = []
    for event in events where event.what == .breaker && event.server == 0 {
      let time = Double(event.nanoseconds) / 1e9
      if event.from == phase { spans.append(time - since) }
      since = time
    }
    return spans
  }
}

extension Duration {
  fileprivate var wholeSeconds: Double { Double(components.seconds) }
}
