import GatewayCore
import Policies
import Providers
import TimeAndChance

/// A policy while it is written down: a slot and its source are set in one breath, so that neither
/// comes without the other.
struct Draft: Sendable {
  var policy: Policy
  private(set) var sources: [Fact]
  /// What is said of slots that nothing was set for.
  private let silence: String

  /// Begins with every slot off and the connections of a first version.
  ///
  /// - Parameters:
  ///   - table: How answers are read.
  ///   - mark: How well that is known.
  ///   - source: Where it was read.
  ///   - silence: What is said of slots that stay off.
  init(reading table: ResponseTable, _ mark: SourceMark, _ source: String, silence: String) {
    policy = Policy(named: "", classify: table)
    self.silence = silence
    sources = [Fact("classify", table.name, mark, source)]
  }

  /// Sets one slot, with its source.
  mutating func set<Value>(
    _ slot: WritableKeyPath<Policy, Value>,
    to value: Value,
    _ path: String,
    _ words: String,
    _ mark: SourceMark,
    _ source: String
  ) {
    policy[keyPath: slot] = value
    note(path, words, mark, source)
  }

  /// Says something about a slot without touching it: why it is off, or what else to know.
  mutating func note(_ path: String, _ words: String, _ mark: SourceMark, _ source: String) {
    sources.append(Fact(path, words, mark, source))
  }

  /// Keeps a pool of connections that reconnects at once to the address it knows.
  mutating func poolsNaively(_ mark: SourceMark, _ source: String) {
    set(
      \.connect,
      to: .naive,
      "connect",
      "a pool that reconnects at once to the address it knows; no ping",
      mark,
      source
    )
  }

  func offFact(for slot: Slot) -> Fact {
    Fact(slot.rawValue, "off", .proposal, silence)
  }
}

extension ProviderFacts {
  /// The round trip that one call in a hundred exceeds.
  var p99: Duration {
    switch roundTrip {
    case .constant(let span): span
    case .lognormal(_, let p99): p99
    }
  }

  /// The round trip that one call in twenty exceeds.
  var p95: Duration {
    switch roundTrip {
    case .constant(let span): return span
    case .lognormal(let median, let p99):
      // 1.6449 and 2.3263 standard deviations above the middle of the logarithms.
      let ratio = p99.inSeconds / median.inSeconds
      let power = DeterministicMath.exp(0.70705 * DeterministicMath.log(ratio))
      return Duration(inSeconds: median.inSeconds * power)
    }
  }

  /// Whether this is one of FCM's interfaces.
  var isFCM: Bool { name.hasPrefix("fcm") }

  /// Whether this is APNs.
  var isAPNs: Bool { name == "apns" }
}

extension Breaker.Probes {
  /// As many successes as probes, or as many as are asked for.
  init(_ count: Int, passing: Int? = nil, lease: Duration) {
    self.init()
    self.count = count
    rule = .successes(passing ?? count)
    self.lease = lease
  }
}
