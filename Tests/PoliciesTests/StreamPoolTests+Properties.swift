import Policies
import Testing
import TimeAndChance

/// A body that does what the pool asks, late and badly, and keeps its own books.
private struct Shadow {
  enum Line: Hashable { case opening, open }

  var pool: StreamPool
  var chance: RandomStream
  var jitter: RandomStream
  let spacing: Int64
  let most: Int
  var now: Int64 = 0
  var lines: [ConnectionID: Line] = [:]
  var order: [ConnectionID] = []
  var caps: [ConnectionID: Int] = [:]
  var pinged: [ConnectionID] = []
  var live: [StreamPool.Lease] = []
  var owners: [UInt32: StreamPool.Lease] = [:]
  var dead: [StreamPool.Lease] = []
  var nextOwner: UInt32 = 0
  var openings = 0
  var violation: String?

  init(_ pool: StreamPool, seed: UInt64) {
    self.pool = pool
    chance = RandomStream(Seed(seed), "body")
    jitter = RandomStream(Seed(seed), "jitter")
    spacing = pool.policy.reconnect.spacing.wholeNanoseconds
    most = pool.size.most
  }

  var instant: Instant { Instant(nanoseconds: now) }

  mutating func fail(_ message: String) {
    if violation == nil { violation = "at \(now) ns: \(message)" }
  }

  mutating func any<T>(of items: [T]) -> T? {
    items.isEmpty ? nil : items[Int(chance.below(UInt64(items.count)))]
  }

  mutating func remove(_ lease: StreamPool.Lease) {
    guard let place = live.firstIndex(of: lease) else { return fail("ended twice: \(lease)") }
    live.swapAt(place, live.count - 1)
    live.removeLast()
    dead.append(lease)
    if dead.count > 64 { dead.removeFirst(32) }
  }

  mutating func drop(_ connection: ConnectionID) {
    if lines.removeValue(forKey: connection) == nil { fail("closed twice: \(connection)") }
    order.removeAll { $0 == connection }
    pinged.removeAll { $0 == connection }
    caps[connection] = nil
  }

  mutating func perform() {
    while let effect = pool.takeEffect() {
      switch effect {
      case .open(let connection, _):
        if !(lines[connection] == nil) { fail("opened twice: \(connection)") }
        lines[connection] = .opening
        order.append(connection)
        caps[connection] = pool.limits.perConnection
        openings += 1
      case .close(let connection, _): drop(connection)
      case .ping(let connection):
        if !(lines[connection] == .open) { fail("ping on \(connection), which is not open") }
        pinged.append(connection)
      case .ended(let lease, let owner, let fate):
        if !(owners.removeValue(forKey: owner) == lease) {
          fail("owner \(owner) does not hold \(lease)")
        }
        if !(fate == .neverProcessed || fate == .unknown) { fail("ended as \(fate)") }
        let said = pool.fate(of: lease)
        if said != fate && said != .unknown { fail("fate \(said), ended as \(fate)") }
        remove(lease)
      }
    }
    audit()
  }

  mutating func audit() {
    let open = order.filter { lines[$0] == .open }.count
    if !(pool.streamsInUse == live.count) {
      fail("\(pool.streamsInUse) in use, \(live.count) held")
    }
    if !(pool.connectionsOpen == open) { fail("\(pool.connectionsOpen) open, \(open) known") }
    let opening = lines.count - open
    if !(pool.connectionsOpening == opening) {
      fail("\(pool.connectionsOpening) opening, not \(opening)")
    }
    if !(pool.streamsReady >= 0 && pool.connectionsReady <= open) { fail("more ready than open") }
    guard pool.policy.reuse == .pool else { return }
    if !(pool.connectionsReady <= 2 * most) { fail("\(pool.connectionsReady) of \(most) ready") }
    if spacing > 0 && !(Int64(openings - 1) * spacing <= now) {
      fail("\(openings) openings too soon")
    }
  }

  mutating func lend() {
    nextOwner += 1
    pool.advance(to: instant, using: &jitter)
    let free = pool.streamsFree
    let ready = pool.streamsReady
    guard let lease = pool.lend(for: nextOwner, at: instant, using: &jitter) else {
      if free != 0 { fail("no lease with \(free) streams free") }
      return
    }
    if free == 0 || free > ready && pool.policy.reuse == .pool { fail("\(free) free of \(ready)") }
    let connection = pool.connection(of: lease)
    let cap = caps[connection] ?? -1
    owners[nextOwner] = lease
    live.append(lease)
    let place = Int(lease.connection)
    if pool.policy.reuse == .pool {
      if !(lines[connection] == .open) { fail("lent on \(connection), which is not open") }
      if !(pool.streamsInUse(onPlace: place) <= cap) {
        fail("more than \(cap) lent on \(connection)")
      }
    }
    if !(pool.fate(of: lease) == .open) { fail("a fresh lease is \(pool.fate(of: lease))") }
  }

  mutating func giveBack() {
    guard let lease = any(of: live) else { return }
    let results = StreamPool.Result.allCases
    let isWell = chance.happens(lease.connection == 0 ? 0.2 : 0.8)
    let result = isWell ? .answered : results[Int(chance.below(UInt64(results.count)))]
    if !(pool.giveBack(lease, result, at: instant)) { fail("an open lease was refused") }
    owners = owners.filter { $0.value != lease }
    remove(lease)
  }

  mutating func misuse() {
    guard let lease = any(of: dead) else { return }
    let before = pool.counts
    if !(!pool.giveBack(lease, .failed, at: instant)) { fail("a dead lease was taken") }
    var after = pool.counts
    if !(after.misuses == before.misuses + 1) { fail("misuse not counted") }
    after.misuses = before.misuses
    if !(after == before) { fail("misuse changed more than its counter") }
  }

  mutating func report() {
    guard let connection = any(of: order) else { return }
    if lines[connection] == .opening {
      if chance.happens(0.8) {
        lines[connection] = .open
        pool.opened(connection, at: instant)
      } else {
        drop(connection)
        pool.failedToOpen(connection, at: instant, using: &jitter)
      }
      return
    }
    switch chance.below(24) {
    case 0:
      drop(connection)
      pool.connectionLost(connection, at: instant, using: &jitter)
    case 1:
      let newest = pool.newestStreamID(on: connection)
      let last = UInt32(chance.below(UInt64(newest) + 2))
      pool.goAway(connection, lastStreamID: last, at: instant, using: &jitter)
    case 2, 3:
      let cap = Int(chance.below(12))
      caps[connection] = max(cap, pool.streamsInUse(onPlace: Int(connection.index)))
      pool.settings(cap: cap, on: connection)
      caps[connection] = max(cap, 0)
    case 4:
      let stray = ConnectionID(
        index: connection.index,
        incarnation: connection.incarnation &- 1
      )
      pool.connectionLost(stray, at: instant, using: &jitter)
      pool.pong(stray, at: instant)
    default:
      if let answered = any(of: pinged) {
        pinged.removeAll { $0 == answered }
        pool.pong(answered, at: instant)
      }
    }
  }

  /// Advances a copy in many steps and the pool in one, and compares everything visible.
  mutating func pass(_ span: Int64) {
    var many = pool
    var manyJitter = jitter
    for step in 1...5 {
      many.advance(to: Instant(nanoseconds: now + span / 5 * Int64(step)), using: &manyJitter)
    }
    now += span
    many.advance(to: instant, using: &manyJitter)
    pool.advance(to: instant, using: &jitter)
    let jittered = manyJitter.next()
    var copy = jitter
    if !(copy.next() == jittered) { fail("the draws differ") }
    var one = pool
    while let effect = one.takeEffect() {
      let other = many.takeEffect()
      if !(effect == other) { fail("one step: \(effect), many: \(String(describing: other))") }
    }
    if !(many.takeEffect() == nil) { fail("many steps have more effects") }
    if !(one.nextDeadline == many.nextDeadline) {
      fail("\(one.nextDeadline), \(many.nextDeadline)")
    }
    if !(one.counts == many.counts) { fail("\(one.counts), \(many.counts)") }
    if !(one.streamsReady == many.streamsReady) { fail("ready streams differ") }
    pool.advance(to: Instant(nanoseconds: now - span / 2), using: &jitter)
    if !(pool.counts == one.counts) { fail("a step back changed something") }
  }

  mutating func step() {
    switch chance.below(100) {
    case 0..<33: lend()
    case 33..<63: giveBack()
    case 63..<65: misuse()
    case 65..<84: report()
    case 84..<99: pass(Int64(chance.below(60_000_000)))
    case 99 where chance.happens(0.8): pass(Int64(chance.below(3_000_000_000)))
    default: pass(Int64(chance.below(40_000_000_000)))
    }
    perform()
  }

  /// Ends everything and looks for what is left.
  mutating func finish() {
    pool.stop(at: instant)
    perform()
    while let lease = live.last {
      if !(pool.giveBack(lease, .cancelled, at: instant)) { fail("an open lease was refused") }
      owners = owners.filter { $0.value != lease }
      remove(lease)
    }
    perform()
    if !(lines.isEmpty) { fail("left open: \(order)") }
    if !(pool.streamsReady == 0) { fail("\(pool.streamsReady) streams ready after the end") }
    if !(owners.isEmpty) { fail("\(owners.count) owners left") }
    now += 1_000_000_000_000
    pool.advance(to: instant, using: &jitter)
    if !(!pool.hasEffects && pool.nextDeadline == .distantFuture) { fail("a stopped pool stirs") }
  }
}

/// Policies that differ in everything that has a branch.
private let flavours: [(String, PoolSize, StreamLimits, ConnectionPolicy)] = {
  var fcm = ConnectionPolicy()
  fcm.ping = nil
  fcm.silence = .seconds(8)
  fcm.ageLimit = .seconds(59)
  fcm.idleLimit = .seconds(4)
  var late = ConnectionPolicy()
  late.notice = .after(.seconds(30))
  late.choice = .random
  late.reconnect = Reconnect(
    backoff: .exponential(base: .seconds(1), cap: .seconds(8), jitter: .decorrelated),
    spacing: .milliseconds(20)
  )
  var deaf = ConnectionPolicy.naive
  deaf.notice = .never
  var perCall = ConnectionPolicy()
  perCall.reuse = .perCall
  var elastic = ConnectionPolicy()
  elastic.idleLimit = .seconds(2)
  elastic.outlier = ConnectionPolicy.Outlier(consecutive: 2, pause: .seconds(3), atMost: .all)
  let proof = StreamLimits(perConnection: 7, beforeProof: 1)
  let plain = StreamLimits(perConnection: 4)
  return [
    ("recommended", PoolSize(fixed: 4), proof, ConnectionPolicy()),
    ("fcm", PoolSize(fixed: 3), plain, fcm),
    ("late", PoolSize(fixed: 12), proof, late),
    ("deaf", PoolSize(fixed: 2), plain, deaf),
    ("per call", PoolSize(fixed: 6), proof, perCall),
    ("elastic", PoolSize(least: 1, most: 20, growAt: .percent(50)), plain, elastic),
  ]
}()

extension StreamPoolTests {
  /// 6 flavours × 10 seeds × 20,000 operations.
  @Test(arguments: flavours.indices)
  func booksBalanceUnderRandomOperations(flavour: Int) {
    let (name, size, limits, policy) = flavours[flavour]
    for seed in UInt64(1)...10 {
      var shadow = Shadow(StreamPool(size: size, limits: limits, policy: policy), seed: seed)
      shadow.pool.start(at: .zero)
      shadow.perform()
      for _ in 0..<20_000 where shadow.violation == nil { shadow.step() }
      shadow.finish()
      #expect(shadow.violation == nil, "\(name), seed \(seed)")
    }
  }
}
