import CFloors
import Simulation
import TimeAndChance

/// P1 and P2: the event list and the run loop, beside plain C on the same draws.
struct KernelBench {
  let options: Options
  let report: Report

  init(_ options: Options, _ report: Report) {
    self.options = options
    self.report = report
  }

  func run() {
    for pending in [100, 30_000, 1_000_000] { hold(pending) }
    singleServer()
    manyServers()
  }

  /// Each event that is taken is scheduled again, after exponential times from a table.
  private func hold(_ pending: Int) {
    var chance = RandomStream(Seed(7))
    let mean = Double(pending) * 500
    let increments = (0..<16_384).map { _ in Int64(mean * chance.exponential()) }
    let warmUp = max(pending * 3, options.size(4_000_000))
    let operations = options.size(4_000_000)
    unsafe increments.withUnsafeBufferPointer { table in
      guard let base = table.baseAddress else { return }
      let floor = unsafe floor_hold_create(Int64(pending), base)
      defer { unsafe floor_hold_destroy(floor) }
      var ours = Hold(pending: pending, increments: increments)
      let expected = unsafe floor_hold_run(floor, Int64(warmUp))
      ours.run(warmUp)
      guard ours.checksum == expected else {
        return report.add(differing("P1", "hold, \(pending) pending"))
      }
      let race = Race(
        rounds: options.rounds,
        operations: operations,
        floor: { Floors.keep(unsafe floor_hold_run(floor, Int64(operations))) },
        product: { ours.run(operations) }
      )
      report.add(race.row("P1", "hold, \(pending) pending", atMost: 2))
    }
  }

  private func singleServer() {
    let customers = options.size(4_000_000)
    var world = SingleServer(customers: customers, utilisation: 0.9, seed: 42)
    Self.finish(&world)
    let floor = floor_mm1(Int64(customers), 0.9, 42)
    guard world.checksum == floor.checksum, world.served == floor.count else {
      return report.add(differing("P2", "M/M/1, ρ 0.9, a customer"))
    }
    let race = Race(
      rounds: options.rounds,
      operations: customers,
      floor: { Floors.keep(floor_mm1(Int64(customers), 0.9, 42).checksum) },
      product: {
        var world = SingleServer(customers: customers, utilisation: 0.9, seed: 42)
        Self.finish(&world)
        Floors.keep(world.checksum)
      }
    )
    report.add(race.row("P2", "M/M/1, ρ 0.9, a customer", atMost: 1.5))
  }

  private func manyServers() {
    let customers = options.size(4_000_000)
    var world = ManyServers(customers: customers, servers: 30_000, utilisation: 0.97, seed: 11)
    Self.finish(&world)
    let floor = floor_mmc(Int64(customers), 30_000, 0.97, 11)
    guard world.checksum == floor.checksum, world.served == floor.count else {
      return report.add(differing("P2", "M/M/c, 30 000 servers, a customer"))
    }
    let race = Race(
      rounds: options.rounds,
      operations: customers,
      floor: { Floors.keep(floor_mmc(Int64(customers), 30_000, 0.97, 11).checksum) },
      product: {
        var world = ManyServers(
          customers: customers,
          servers: 30_000,
          utilisation: 0.97,
          seed: 11
        )
        Self.finish(&world)
        Floors.keep(world.checksum)
      }
    )
    report.add(race.row("P2", "M/M/c, 30 000 servers, a customer", atMost: 2))
  }

  static func finish<Played: World & ~Copyable>(_ world: inout Played) {
    var agenda = Agenda()
    play(&world, on: &agenda, until: Instant(nanoseconds: .max - 1))
  }

  private func differing(_ id: String, _ job: String) -> Row {
    Row(
      id: id,
      job: job,
      value: .infinity,
      target: .atMost(0),
      note: "floor and product disagree: no speed to compare"
    )
  }
}

/// The hold job on the product's agenda.
private struct Hold: ~Copyable {
  private var agenda = Agenda()
  private let increments: ContiguousArray<Int64>
  private var next = 0
  private(set) var checksum: UInt64 = 0

  init(pending: Int, increments: [Int64]) {
    self.increments = ContiguousArray(increments)
    var keys = KeyedStream(state: 42)
    for index in 0..<pending {
      let increment = increments[Int(keys.next() & 16_383)]
      agenda.schedule(UInt64(index), at: Instant(nanoseconds: increment))
    }
  }

  mutating func run(_ operations: Int) {
    var sum = checksum
    var place = next
    for _ in 0..<operations {
      guard let entry = agenda.next() else { preconditionFailure("hold never empties") }
      sum = sum &* 31 &+ (UInt64(bitPattern: entry.nanoseconds) ^ entry.payload)
      let due = entry.time.advanced(byNanoseconds: increments[place])
      agenda.schedule(entry.payload, at: due)
      place = (place &+ 1) & 16_383
    }
    next = place
    checksum = sum
  }
}

extension Race {
  func row(_ id: String, _ job: String, atMost ratio: Double) -> Row {
    Row(
      id: id,
      job: job,
      floor: floor.median,
      value: product.median,
      spread: product.least...product.most,
      ratio: self.ratio,
      target: .ratio(atMost: ratio)
    )
  }
}
