import Policies
import Simulation
import TimeAndChance

/// A fault that acts on a share of connections, hosts, servers or tokens as a whole: whoever it hits
/// is hit with every call, so a retry on the same one never helps.
///
/// Who is hit is decided by a key (the fault and who it is), so a share that grows hits all whom it
/// hit before, and the same ones under every policy.
struct Trouble {
  enum Kind {
    case answers([LiveAnswer])
    case latency(LiveFactor)
    /// Calls and pings stay unanswered.
    case silent
    /// Openings fail.
    case refused
  }

  let kind: Kind
  let among: FaultPlan.Among
  let luck: KeyedStream.Purpose
  /// The share that is hit, unless the answers have shares of their own.
  let share: Profile
  let envelope: Profile?
  let since: Int64

  init(_ fault: FaultPlan, index: Int, seed: Seed, kind: Kind, share: Profile) {
    self.kind = kind
    among = fault.among
    luck = Self.luck(ofFault: index, seed)
    self.share = share
    envelope = fault.envelope
    since = fault.at.wholeNanoseconds
  }

  static func luck(ofFault index: Int, _ seed: Seed) -> KeyedStream.Purpose {
    KeyedStream.Purpose(seed, "fault \(index)")
  }

  func share(at now: Int64) -> Double {
    let elapsed = Duration.nanoseconds(now - since)
    return share.value(after: elapsed) * (envelope?.value(after: elapsed) ?? 1)
  }
}

/// Who is asked whether a fault hits it.
struct Suspect {
  let identity: ConnectionIdentity
  let host: UInt32
  /// The token of the call, or the message itself where tokens are not modelled.
  let token: UInt64

  func luck(_ among: FaultPlan.Among, _ purpose: KeyedStream.Purpose) -> Double {
    var draws: KeyedStream
    switch among {
    case .connections: draws = purpose.draws(message: identity.first, attempt: identity.second)
    case .hosts: draws = purpose.draws(message: UInt64(host), attempt: UInt64(identity.lane))
    case .servers: draws = purpose.draws(message: UInt64(identity.server), attempt: 0)
    case .calls, .tokens: draws = purpose.draws(message: token, attempt: 1)
    }
    return draws.unit()
  }
}
