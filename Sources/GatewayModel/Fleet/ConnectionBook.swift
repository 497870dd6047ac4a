import Policies
import Simulation

/// What the world, not the sender, knows of a connection: the provider's side of it.
struct PeerSide: BitwiseCopyable {
  var incarnation: UInt16 = 0
  /// Error answers so far.
  var errors: UInt16 = 0
  /// The host behind the provider's name on which it lives.
  var host: UInt32 = 0
  /// The cap on streams that it was last told.
  var cap = 0
  /// Streams above this identifier are read by nobody: a GOAWAY was sent.
  var goneAbove = UInt32.max
  /// With a connection per call: who waits for it to open.
  var caller: Slab<Message>.Handle?
}

/// The provider's side of every connection of the fleet, found by server, provider and place.
struct ConnectionBook {
  private let lanes: Int
  private var pages: ContiguousArray<ContiguousArray<PeerSide>>

  init(servers: Int, lanes: Int) {
    self.lanes = lanes
    pages = .init(repeating: [], count: servers * lanes)
  }

  subscript(server: Int, lane: Int, place: Int) -> PeerSide {
    get {
      let page = server &* lanes &+ lane
      return place < pages[page].count ? pages[page][place] : PeerSide()
    }
    set {
      let page = server &* lanes &+ lane
      while pages[page].count <= place { pages[page].append(PeerSide()) }
      pages[page][place] = newValue
    }
  }
}

/// Who a connection is, in two words: the key of everything that chance decides about it.
struct ConnectionIdentity {
  let server: Int
  let lane: Int
  /// How often the server has been restarted.
  let life: UInt32
  let connection: ConnectionID

  var first: UInt64 { UInt64(server) << 40 | UInt64(lane) << 32 | UInt64(life) }
  var second: UInt64 { UInt64(connection.index) << 16 | UInt64(connection.incarnation) }
}
