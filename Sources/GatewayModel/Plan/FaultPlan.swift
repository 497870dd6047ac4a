package import GatewayCore

/// Something that goes wrong, from when to when, and what it hits.
package struct FaultPlan: Sendable {
  package var name: String
  package var at: Duration
  /// Nil acts to the end of the run; discrete acts need none.
  package var length: Duration?
  /// Applied to both ends.
  package var ramp: Duration
  package var hits: Target
  package var act: Act
  /// What the share of the act is a share of.
  package var among: Among
  /// The share of connections, hosts, servers or tokens that a slow-down or a stream cap hits.
  package var share = 1.0

  package init(
    name: String,
    at: Duration,
    length: Duration?,
    ramp: Duration = .zero,
    hits: Target,
    act: Act,
    among: Among = .calls
  ) {
    self.name = name
    self.at = at
    self.length = length
    self.ramp = ramp
    self.hits = hits
    self.act = act
    self.among = among
  }

  package enum Target: Sendable, Hashable {
    case provider(Int)
    case network(Int)
    case tokens(Int)
    case region(Int)
    case servers
    case fleet
  }

  package enum Among: UInt8, Sendable, Hashable {
    case calls
    case connections
    case hosts
    case servers
    case tokens
  }

  package enum Act: Sendable {
    /// Replaces the base value of the same keys while it acts.
    case answers([AnswerShare])
    /// A factor on the latency.
    case latency(Profile)
    /// The stream cap while it acts.
    case streams(Int)
    /// A share of connections gets GOAWAY, once.
    case close(Double)
    /// A share falls silent: no answer, no reset.
    case silent(Double)
    /// A share of the region's servers and of what they carry is lost.
    case lose(Double)
    /// A share of servers crashes and comes back later.
    case crash(share: Double, backAfter: Duration)
    /// Rolling restart in waves.
    case deploy(wave: Double, every: Duration, drain: Duration)
    /// A share of tokens turns invalid.
    case corrupt(Double)
    /// A policy change that rolls out over a time; by class and provider.
    case policy([[Policy]], over: Duration)
    /// A factor on a capacity-limited provider's slots.
    case capacity(Profile)
    /// A share of new connections fails to open (a certificate that senders do not know).
    case refuse(Profile)
  }
}
