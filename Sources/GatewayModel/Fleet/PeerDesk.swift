import Policies
import Simulation
import Statistics
import TimeAndChance

/// Something that a provider will look at later on one connection.
struct PeerWatch: BitwiseCopyable {
  enum Why: UInt8, BitwiseCopyable {
    case age
    case idle
    case errors
    /// The grace after a GOAWAY is over.
    case cut
  }

  var server: UInt32
  var lane: UInt8
  var why: Why
  var life: UInt32
  var connection: ConnectionID
}

/// How many new connections a provider accepts, over the whole fleet: a bucket of one second.
struct ConnectDoor {
  private let perNanosecond: Double
  private let most: Double
  private var level: Double
  private var last: Int64 = 0

  init(_ rate: Rate) {
    perNanosecond = rate.perSecond / 1e9
    most = max(1, rate.perSecond)
    level = most
  }

  mutating func admits(at now: Int64) -> Bool {
    level = min(most, level + Double(now - last) * perNanosecond)
    last = now
    guard level >= 1 else { return false }
    level -= 1
    return true
  }
}

/// The providers' side of the fleet's connections.
struct PeerDesk: ~Copyable {
  var book: ConnectionBook
  var watches = Slab<PeerWatch>(capacity: 64)
  /// By provider.
  var doors: ContiguousArray<ConnectDoor?>
  /// By provider: whether it asks for fewer streams because it is busy.
  var congested: ContiguousArray<Bool>
  /// By provider: the half of the way there and back, in nanoseconds.
  let oneWay: ContiguousArray<Int64>
  let hosts: KeyedStream.Purpose

  init(_ plan: WorldPlan, seed: Seed) {
    book = ConnectionBook(servers: plan.fleet.servers, lanes: plan.providers.count)
    doors = ContiguousArray(plan.providers.map { $0.connect.atMost.map { ConnectDoor($0) } })
    congested = .init(repeating: false, count: plan.providers.count)
    oneWay = ContiguousArray(plan.providers.map { nanosecondsRounded($0.network.mean * 5e8) })
    hosts = KeyedStream.Purpose(seed, "hosts")
  }

  /// The host of a new connection: any of them after a fresh look-up, else the one it was on.
  func host(
    of identity: ConnectionIdentity,
    among count: Int,
    _ address: Reconnect.Address
  ) -> UInt32 {
    guard count > 1 else { return 0 }
    let before = book[identity.server, identity.lane, Int(identity.connection.index)]
    if address == .cached && before.incarnation != 0 { return before.host }
    var draws = hosts.draws(message: identity.first, attempt: identity.second)
    return UInt32(draws.below(UInt64(count)))
  }
}
