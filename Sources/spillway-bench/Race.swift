/// Times of one job on one side, per operation, over several rounds.
struct Sample {
  private(set) var nanoseconds: [Double] = []

  mutating func add(_ value: Double) { nanoseconds.append(value) }

  var sorted: [Double] { nanoseconds.sorted() }
  var median: Double { sorted.isEmpty ? .nan : sorted[sorted.count / 2] }
  var least: Double { sorted.first ?? .nan }
  var most: Double { sorted.last ?? .nan }
}

/// Floor and product in turn, so that a busy machine slows both.
struct Race {
  private(set) var floor = Sample()
  private(set) var product = Sample()

  /// Runs both sides `rounds` times; each closure does `operations` operations.
  init(rounds: Int, operations: Int, floor: () -> Void, product: () -> Void) {
    for _ in 0..<rounds {
      self.floor.add(Self.time(operations, floor))
      self.product.add(Self.time(operations, product))
    }
  }

  /// The median of the rounds' own ratios: a slow round has a slow floor.
  var ratio: Double {
    let ratios = zip(product.nanoseconds, floor.nanoseconds).map { $0 / $1 }.sorted()
    return ratios.isEmpty ? .nan : ratios[ratios.count / 2]
  }

  static func time(_ operations: Int, _ work: () -> Void) -> Double {
    let before = Floors.cpuNanoseconds
    work()
    return (Floors.cpuNanoseconds - before) / Double(operations)
  }
}

extension Sample {
  /// Times `work`, which does `operations` operations, `rounds` times.
  init(rounds: Int, operations: Int, _ work: () -> Void) {
    for _ in 0..<rounds { add(Race.time(operations, work)) }
  }
}
