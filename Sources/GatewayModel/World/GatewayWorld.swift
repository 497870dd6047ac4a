import GatewayCore
import Policies
import Simulation
import Statistics
import TimeAndChance

/// The simulated body around the delivery machines: everything a message can meet.
///
/// ```
///   arrivals ─▶ lines ─▶ server: DeliveryMachine.offer ─▶ provider ─▶ DeliveryMachine.answered ─▶ end
///                 ▲                │ park                                    │ retry, park
///                 └──── topic ◀────┴─────────────────────────────────────────┘
/// ```
///
/// A `~Copyable` struct: half the cost of a class. It performs the machines' steps and knows nothing
/// of policies; they know nothing of it.
struct GatewayWorld: World, ~Copyable {
  let plan: WorldPlan
  let seed: Seed
  let lanes: Int
  var messages: Slab<Message>
  var topic: Slab<ParkedMessage>
  var tickets: Slab<ServiceTicket>
  var openings: Slab<Opening>
  var servers: Shelf<ServerState>
  /// One a server, so that a policy's jitter never depends on another server's turn.
  var chances: Shelf<RandomStream>
  /// One a region.
  var shared: Shelf<SharedState>
  var providers: Shelf<ProviderState>
  var arrivals: Shelf<ArrivalStream>
  var lines: WaitingLines
  /// By region and provider.
  var rooms: Shelf<RoomMap>
  var recorder: Recorder
  var nextArrival: Instant = .distantFuture
  var nextClass = 0
  var fleetChance: RandomStream
  let routing: KeyedStream.Purpose
  let isPull: Bool
  /// Whether any provider has a quota or a capacity.
  let hasDoors: Bool
  let classFacts: Shelf<ClassFacts>
  let destinations: Shelf<DestinationFacts>
  let regions: Shelf<RegionFacts>
  let dispatchRule: QueuePlan.Dispatch
  let isFIFO: Bool
  /// The next server that is pushed to, by region.
  var turnOf: Shelf<Int>
  /// By class: how long its messages wait before they give up.
  let patience: ContiguousArray<Sampler?>
  /// By provider: what a new connection costs.
  let connectCost: ContiguousArray<Sampler?>
  let end: Int64
  var faults: FaultDesk
  var peers: PeerDesk
  /// What is planned for servers.
  var tasks: Slab<FleetTask>
  /// What a server is when it has just been started.
  let freshMachine: DeliveryMachine
  /// Servers that take nothing.
  var downServers = 0
  /// Machines that a crash ended and whose account did not add up: always zero.
  var brokenLedgers = 0
  /// By region: since when no server of it is up; `Int64.max` while one is.
  var lostSince: ContiguousArray<Int64>
  var regionsAreLost = false
  /// By place in the topic: the server in whose memory a parked message waits.
  var holders: ContiguousArray<UInt32> = []
  let parksInMemory: Bool
  /// A server's memory may be full.
  let limitsMemory: Bool
  /// What a call to one provider holds, calls to others need.
  let sharesRoom: Bool
  /// Pools may be smaller than they could be.
  let growsOnDemand: Bool
  var cores: Cores
  /// By provider: what ails a share of connections, hosts, servers or tokens as a whole.
  var troubles: ContiguousArray<[Trouble]>
  /// Whether any of that, or a connection beyond its GOAWAY, may matter to a call.
  var isTroubled = false
  /// A request may have to wait for a processor or for a connection of its own.
  let isStaged: Bool
  /// Caps on streams may move.
  let capsMove: Bool
  /// A connection goes on sending after a GOAWAY that nobody noticed.
  var hasZombies = false
  /// Some provider closes a connection after so many errors.
  let closesOnErrors: Bool
  /// Whether any class or provider has what only some worlds have.
  let hasExtras: Bool
  var extras: Extras
  var callers: ClientOffice
  var routes: RouteDesk
  let sensesCPU: Bool
  /// By provider: whether its answers say how loaded it is.
  let saysLoad: ContiguousArray<Bool>
  let hasLoadHeaders: Bool
  /// By provider: connections without a cap on streams, whose room grows with what is open.
  let isUncapped: ContiguousArray<Bool>
  let hasUncapped: Bool
  var topics: TopicDesk
  /// A success may be more than the end of one message.
  let hasDetours: Bool
  let hasHedges: Bool
  var hedges: HedgeDesk
  let hasBatches: Bool
  var batches: BatchDesk
  /// Messages that a server takes before it has a stream for them.
  let prefetch: Int
  /// Decisions go by shared state as it was a while ago.
  let isBehind: Bool
  var behind: LateNews
  /// Parked messages come back through a governor.
  let isGoverned: Bool
  var drains: DrainDesk
  /// Tenants or classes are served in turns.
  let isFair: Bool
  var fair: FairLines

  init(_ plan: WorldPlan, seed: Seed) {
    self.plan = plan
    self.seed = seed
    lanes = plan.providers.count
    end = plan.duration.wholeNanoseconds
    routing = KeyedStream.Purpose(seed, "routing")
    fleetChance = RandomStream(seed, "fleet")
    messages = Slab(capacity: 4096)
    topic = Slab(capacity: 1024)
    tickets = Slab(capacity: 64)
    openings = Slab(capacity: 64)
    let total = plan.fleet.servers
    let setup = FleetSetup(plan)
    servers = Shelf(setup.servers())
    classFacts = Shelf(setup.classFacts)
    destinations = Shelf(setup.destinations)
    regions = Shelf(setup.regions)
    let own = seed.named("server")
    chances = Shelf((0..<total).map { RandomStream(own.numbered(UInt64($0))) })
    shared = Shelf(repeating: setup.sharedState(), count: plan.fleet.regions.count)
    providers = Shelf(Self.providers(plan, seed))
    arrivals = Shelf(Self.arrivals(plan, seed))
    hasDoors =
      plan.providers.contains { $0.quota != nil || $0.capacity != nil }
      || plan.hasExtras
    let queue = plan.fleet.queue
    isPull = queue.isPull
    isFIFO = queue.order == .fifo
    dispatchRule = queue.dispatch
    lines = WaitingLines(
      scopes: plan.lineScopes,
      lanes: lanes,
      turns: queue.order == .fifo ? 1 : 4
    )
    rooms = Shelf(Self.rooms(plan))
    turnOf = Shelf(repeating: 0, count: plan.fleet.regions.count)
    let cohorts = Cohorts(plan)
    recorder = Recorder(classes: plan.classes.count, lanes: lanes, cuts: cohorts.cuts)
    faults = FaultDesk(plan)
    peers = PeerDesk(plan, seed: seed)
    tasks = Slab(capacity: 64)
    freshMachine = setup.machine
    lostSince = .init(repeating: .max, count: plan.fleet.regions.count)
    parksInMemory = plan.parksInMemory
    limitsMemory = plan.fleet.server.memory != nil
    sharesRoom = plan.sharesRoom
    growsOnDemand = plan.growsOnDemand
    cores = Cores(servers: total, cores: plan.fleet.server.work?.cores ?? 1)
    troubles = .init(repeating: [], count: plan.providers.count)
    capsMove = plan.capsMove
    isStaged = plan.isStaged
    closesOnErrors = plan.providers.contains { $0.closes.afterErrors != nil }
    hasExtras = plan.hasExtras
    extras = Extras(plan, seed: seed)
    callers = ClientOffice(plan)
    routes = RouteDesk(plan)
    sensesCPU = plan.sensesCPU
    saysLoad = .init(plan.saysLoad)
    hasLoadHeaders = plan.saysLoad.contains(true)
    isUncapped = .init(plan.isUncapped)
    hasUncapped = plan.isUncapped.contains(true)
    topics = TopicDesk(plan)
    hasDetours =
      plan.hasExtras || plan.saysLoad.contains(true) || plan.hasHedges || plan.hasBatches
    hasHedges = plan.hasHedges
    hedges = HedgeDesk(plan)
    hasBatches = plan.hasBatches
    batches = BatchDesk(plan)
    prefetch = plan.prefetch
    isBehind = plan.isBehind
    behind = LateNews(plan, setup)
    isGoverned = plan.drains
    drains = DrainDesk(plan)
    isFair = plan.isFair
    fair = FairLines(plan, scopes: plan.lineScopes)
    patience = Self.samplers(plan.classes.map(\.patience))
    connectCost = Self.samplers(plan.providers.map(\.connect.takes))
    findNextArrival()
  }

  @inline(never)
  private static func providers(
    _ plan: WorldPlan,
    _ seed: Seed
  ) -> ContiguousArray<ProviderState> {
    var phases = RandomStream(seed, "quota phases")
    var states: ContiguousArray<ProviderState> = []
    for (index, provider) in plan.providers.enumerated() {
      states.append(
        ProviderState(
          provider,
          index: index,
          faults: plan.faults,
          hop: plan.fleet.placement.hop,
          seed: seed,
          phase: phases.unit()
        )
      )
    }
    return states
  }

  @inline(never)
  private static func arrivals(
    _ plan: WorldPlan,
    _ seed: Seed
  ) -> ContiguousArray<ArrivalStream> {
    var streams: ContiguousArray<ArrivalStream> = []
    for one in plan.classes {
      streams.append(
        ArrivalStream(
          one.source,
          shape: one.shape,
          starts: plan.starts,
          until: Instant(nanoseconds: ResetTest.end(of: plan).wholeNanoseconds),
          using: RandomStream(seed, "arrivals \(one.name)")
        )
      )
    }
    return streams
  }

  @inline(never)
  private static func rooms(_ plan: WorldPlan) -> ContiguousArray<RoomMap> {
    var maps: ContiguousArray<RoomMap> = []
    for region in plan.fleet.regions {
      for _ in plan.providers { maps.append(RoomMap(count: region.servers)) }
    }
    return maps
  }

  @inline(never)
  private static func samplers(_ laws: [Distribution?]) -> ContiguousArray<Sampler?> {
    var samplers: ContiguousArray<Sampler?> = []
    for law in laws { samplers.append(law.map { Sampler($0) }) }
    return samplers
  }

  /// Looks for the class whose next message is the earliest; the first in file order among equals.
  @inline(__always)
  mutating func findNextArrival() {
    var best = 0
    for index in 1..<max(1, arrivals.count) where arrivals[index].next < arrivals[best].next {
      best = index
    }
    nextClass = best
    nextArrival = arrivals[best].next
  }
}
