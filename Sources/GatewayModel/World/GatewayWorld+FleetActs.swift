import GatewayCore
import Policies
import Simulation
import TimeAndChance

/// What happens to the fleet by script: crashes, deploys, the loss of a region, a new policy.
extension GatewayWorld {
  /// A fault that hits the fleet begins or ends.
  mutating func turnFleet(
    _ index: Int,
    begins: Bool,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let fault = faults.faults[index]
    switch fault.act {
    case .crash(let share, let backAfter):
      guard begins else { return }
      for server in victims(of: index, share: share) where servers[server].isUp {
        goDown(server, handingOutAfter: visibility, "crash", at: now, on: &agenda)
        later(.comeBack, server, after: backAfter, at: now, on: &agenda)
      }
    case .deploy(let wave, let every, let drain):
      guard begins else { return }
      let all = candidates(of: index)
      let size = max(1, Int((wave * Double(all.count)).rounded()))
      for (place, server) in all.enumerated() {
        let start = every * (place / size)
        later(.drain(drain.wholeNanoseconds), server, after: start, at: now, on: &agenda)
      }
    case .lose(let share):
      lose(index, share, begins: begins, at: now, on: &agenda)
    case .policy(_, let over):
      guard begins else { return }
      let all = candidates(of: index)
      for (place, server) in all.enumerated() {
        let share = Double(place) / Double(max(1, all.count - 1))
        let after = Duration(inSeconds: over.inSeconds * share)
        later(.adopt(index), server, after: after, at: now, on: &agenda)
      }
    case .answers, .latency, .streams, .close, .silent, .corrupt, .capacity, .refuse: return
    }
  }

  /// How long a queue waits for the acknowledgement of a server that is gone.
  private var visibility: Duration { plan.fleet.queue.visibilityTimeout ?? .seconds(30) }

  private mutating func lose(
    _ index: Int,
    _ share: Double,
    begins: Bool,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let hit = victims(of: index, share: share)
    if begins {
      for server in hit where servers[server].isUp {
        goDown(server, handingOutAfter: visibility, "lost", at: now, on: &agenda)
      }
    } else {
      for server in hit { comeBack(server, at: now, on: &agenda) }
    }
    for region in regions.indices {
      let first = regions[region].firstServer
      let isGone = isDown(region)
      if isGone == (lostSince[region] < Int64.max) { continue }
      lostSince[region] = isGone ? now.nanoseconds : .max
      guard isGone, let failOver = plan.fleet.failOver else { continue }
      later(.failOver(region), first, after: failOver.after, at: now, on: &agenda)
    }
    regionsAreLost = lostSince.contains { $0 < .max }
  }

  private func isDown(_ region: Int) -> Bool {
    let first = regions[region].firstServer
    for server in first..<(first + regions[region].servers) where servers[server].isUp {
      return false
    }
    return regions[region].servers > 0
  }

  /// Where a message goes whose region has been lost for long enough; else its own region.
  mutating func region(
    insteadOf region: Int,
    using draws: inout KeyedStream,
    at now: Instant
  ) -> Int {
    guard lostSince[region] < .max, let failOver = plan.fleet.failOver,
      now.nanoseconds >= saturatingSum(lostSince[region], failOver.after.wholeNanoseconds)
    else { return region }
    let shares = plan.fleet.regions.indices.map {
      lostSince[$0] == .max ? plan.fleet.regions[$0].share : 0
    }
    let total = shares.reduce(0, +)
    guard total > 0 else { return region }
    var luck = draws.unit() * total
    for (other, share) in shares.enumerated() {
      luck -= share
      if luck < 0 && share > 0 { return other }
    }
    return shares.lastIndex { $0 > 0 } ?? region
  }

  private mutating func later(
    _ what: FleetTask.What,
    _ server: Int,
    after pause: Duration,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let task = FleetTask(what: what, server: UInt32(server), life: servers[server].life)
    let place = tasks.insert(task)
    agenda.schedule(WorldEvent(.fleet, place.index).bits, at: now.advanced(by: pause))
  }

  /// Something that was planned for a server is due.
  mutating func perform(_ index: UInt32, at now: Instant, on agenda: inout Agenda) {
    let task = tasks[index]
    tasks.remove(at: index)
    let server = Int(task.server)
    switch task.what {
    case .comeBack:
      guard servers[server].life == task.life else { return }
      comeBack(server, at: now, on: &agenda)
    case .drain(let span):
      guard servers[server].isUp else { return }
      beginDrain(server, at: now, on: &agenda)
      later(.restart, server, after: .nanoseconds(span), at: now, on: &agenda)
    case .restart:
      guard servers[server].life == task.life else { return }
      goDown(server, handingOutAfter: .zero, "deploy", at: now, on: &agenda)
      comeBack(server, at: now, on: &agenda)
    case .adopt(let fault):
      adopt(fault, server, at: now, on: &agenda)
    case .failOver(let region):
      guard lostSince[region] < .max else { return }
      noteFleet(.failOver, -1, "region \(region)", "others", "fail-over", at: now)
    }
  }

  /// A server takes nothing new any more; what waits for it alone goes to others at once.
  private mutating func beginDrain(_ server: Int, at now: Instant, on agenda: inout Agenda) {
    servers[server].isUp = false
    downServers += 1
    noteFleet(.crash, server, "up", "draining", "deploy", at: now)
    for lane in 0..<lanes { updateRoom(server, UInt8(lane), at: now, on: &agenda) }
    guard !isPull || prefetch > 0 else { return }
    var waiting: [Slab<Message>.Handle] = []
    for index in messages.places where messages.isOccupied(index) {
      guard Int(messages[index].server) == server, messages[index].state == .queued else {
        continue
      }
      waiting.append(Slab<Message>.Handle(index: index, generation: messages.generation(at: index)))
    }
    for handle in waiting {
      leaveLine(handle, scope: line(of: messages[handle.index]), at: now)
      forget(handle, at: now)
      // Under a new handle: the old one still stands in the line of this server.
      handOut(handle, messages[handle.index], after: .zero, at: now, on: &agenda)
    }
  }

  /// A server goes over to a new policy while calls are under way.
  private mutating func adopt(
    _ fault: Int,
    _ server: Int,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    guard case .policy(let policies, _) = faults.faults[fault].act else { return }
    let setup = FleetSetup(plan, policies: policies)
    servers[server].machine
      .adopt(classes: setup.rules, lanes: setup.lanePlans, at: now, using: &chances[server])
    for lane in 0..<lanes {
      updateRoom(server, UInt8(lane), at: now, on: &agenda)
      if servers[server].isUp { serve(server, UInt8(lane), at: now, on: &agenda) }
    }
  }

  /// Follows the profile of a fault on a provider's slots.
  mutating func bendCapacity(_ lane: Int, at now: Instant, on agenda: inout Agenda) {
    guard let capacity = plan.providers[lane].capacity else { return }
    var factor = 1.0
    var bends = false
    for (_, fault) in faults.acting(on: lane) {
      guard case .capacity(let profile) = fault.act else { continue }
      let live = LiveFactor(
        profile: profile,
        envelope: fault.envelope,
        since: fault.at.wholeNanoseconds
      )
      factor *= live.value(at: now.nanoseconds)
      bends = bends || !profile.isConstant || fault.envelope != nil
    }
    let slots = max(0, (Double(capacity.concurrent) * factor).rounded())
    providers[lane].desk?.slots = Int(min(slots, 1e12))
    while let ticket = providers[lane].desk?.admitWaiting() {
      begin(ticket, lane, at: now, on: &agenda)
    }
    guard bends else { return }
    agenda.schedule(
      WorldEvent(.bend, UInt32(lane)).bits,
      at: now.advanced(byNanoseconds: 1_000_000_000)
    )
  }
}

/// Something planned for a server.
struct FleetTask: BitwiseCopyable {
  enum What: BitwiseCopyable {
    case comeBack
    /// Takes nothing new for so many nanoseconds, then restarts.
    case drain(Int64)
    case restart
    /// The new policy of a fault.
    case adopt(Int)
    case failOver(Int)
  }

  var what: What
  var server: UInt32
  var life: UInt32
}
