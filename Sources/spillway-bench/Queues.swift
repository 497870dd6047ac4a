import Simulation
import TimeAndChance

/// M/M/1 on the product's run loop: arrivals beside the agenda, at most one departure in it.
struct SingleServer: ~Copyable, World {
  private(set) var nextArrival: Instant
  private var waiting = Ring<Int64>(capacity: 1 << 16)
  private var chance: RandomStream
  private var toCome: Int
  private let gap: Double
  private let service = 1e9
  private(set) var served = 0
  private(set) var spent = 0.0
  private(set) var checksum: UInt64 = 0

  init(customers: Int, utilisation: Double, seed: UInt64) {
    chance = RandomStream(Seed(seed))
    gap = 1e9 / utilisation
    toCome = customers
    nextArrival = Instant(nanoseconds: Int64(gap * chance.exponential()))
  }

  mutating func arrive(at now: Instant, on agenda: inout Agenda) {
    toCome &-= 1
    nextArrival =
      toCome > 0
      ? now.advanced(byNanoseconds: Int64(gap * chance.exponential())) : .distantFuture
    if waiting.isEmpty { serve(from: now, on: &agenda) }
    waiting.append(now.nanoseconds)
  }

  mutating func happen(_ event: UInt64, at now: Instant, on agenda: inout Agenda) {
    let time = now.nanoseconds &- (waiting.popFirst() ?? 0)
    spent += Double(time)
    checksum = checksum &* 31 &+ UInt64(bitPattern: time)
    served &+= 1
    if !waiting.isEmpty { serve(from: now, on: &agenda) }
  }

  private mutating func serve(from now: Instant, on agenda: inout Agenda) {
    agenda.schedule(0, at: now.advanced(byNanoseconds: Int64(service * chance.exponential())))
  }
}

/// M/M/c: as many departures pending as servers are busy, a queue for the rest.
struct ManyServers: ~Copyable, World {
  private(set) var nextArrival: Instant
  private var waiting = Ring<Int64>(capacity: 1 << 16)
  private var chance: RandomStream
  private var toCome: Int
  private var free: Int
  private let gap: Double
  private let service = 1e9
  private(set) var served = 0
  private(set) var spent = 0.0
  private(set) var checksum: UInt64 = 0

  init(customers: Int, servers: Int, utilisation: Double, seed: UInt64) {
    chance = RandomStream(Seed(seed))
    gap = 1e9 / (utilisation * Double(servers))
    toCome = customers
    free = servers
    nextArrival = Instant(nanoseconds: Int64(gap * chance.exponential()))
  }

  mutating func arrive(at now: Instant, on agenda: inout Agenda) {
    if free > 0 {
      free &-= 1
      serve(now.nanoseconds, from: now, on: &agenda)
    } else {
      waiting.append(now.nanoseconds)
    }
    toCome &-= 1
    nextArrival =
      toCome > 0
      ? now.advanced(byNanoseconds: Int64(gap * chance.exponential())) : .distantFuture
  }

  mutating func happen(_ event: UInt64, at now: Instant, on agenda: inout Agenda) {
    let time = now.nanoseconds &- Int64(bitPattern: event)
    spent += Double(time)
    checksum = checksum &* 31 &+ UInt64(bitPattern: time)
    served &+= 1
    if let stamp = waiting.popFirst() {
      serve(stamp, from: now, on: &agenda)
    } else {
      free &+= 1
    }
  }

  private mutating func serve(_ stamp: Int64, from now: Instant, on agenda: inout Agenda) {
    agenda.schedule(
      UInt64(bitPattern: stamp),
      at: now.advanced(byNanoseconds: Int64(service * chance.exponential()))
    )
  }
}
