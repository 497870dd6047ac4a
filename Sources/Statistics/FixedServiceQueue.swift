/// M/D/c: Poisson arrivals, every service takes the same time, one line (Crommelin 1932).
///
/// What is in line at one moment follows from what was in line one service time earlier plus a Poisson
/// number of arrivals less c: a random walk held at 0. Spitzer's identity gives its law as sums of
/// Poisson probabilities, all positive, instead of Crommelin's c complex roots.
package struct FixedServiceQueue: Sendable {
  package let arrivalRate: Double
  package let serviceTime: Double
  package let servers: Int
  /// Probabilities of 0, 1, 2 … in line, cumulated.
  private let cumulated: [Double]
  package let meanQueue: Double

  package init(
    arrivalRate: Double,
    serviceTime: Double,
    servers: Int
  ) throws(NumericalFailure) {
    guard servers >= 1, arrivalRate > 0, serviceTime > 0 else {
      throw .outOfRange("\(servers) servers; rate and time must be above 0")
    }
    let offered = arrivalRate * serviceTime
    let load = offered / Double(servers)
    guard load < 1 else { throw .unstable(load: load) }
    self.arrivalRate = arrivalRate
    self.serviceTime = serviceTime
    self.servers = servers
    if servers == 1 {
      meanQueue = load * load / (2 * (1 - load))
      cumulated = singleServerLine(load: load)
      return
    }
    // P(walk above 0 after n steps) falls like e^{−n·decay}.
    let decay = Double(servers) * (load - 1 - naturalLog(load))
    // P(line longer than k) falls like e^{−k·slope}, where a·(e^slope − 1) = c·slope.
    let slope = bisect(from: 0, to: 60) { offered * expMinusOne($0) < Double(servers) * $0 }
    let longest = 36 / slope + 2
    guard 40 / decay * longest < 4e8 else {
      throw .outOfRange("a load of \(load) is too near 1 for \(servers) servers")
    }
    let walk = WalkSums(
      offered: offered,
      servers: servers,
      steps: Int(40 / decay) + 2,
      longest: Int(longest)
    )
    meanQueue = walk.meanMaximum
    cumulated = walk.cumulatedMaximum
  }

  package var load: Double { arrivalRate * serviceTime / Double(servers) }

  package var meanWait: Double { meanQueue / arrivalRate }

  package var probabilityOfWaiting: Double { waitTail(0) }

  /// Returns P(wait > t) (Franx 2001): all terms are positive.
  package func waitTail(_ t: Double) -> Double {
    if t < 0 { return 1 }
    let rounds = Int(t / serviceTime) + 1
    let mean = arrivalRate * (Double(rounds) * serviceTime - t)
    let last = rounds * servers - 1
    var inTime = 0.0
    for arrivals in 0...last {
      let mass = naturalExp(SpecialFunctions.logPoisson(arrivals, mean: mean))
      inTime += mass * cumulated[min(last - arrivals, cumulated.count - 1)]
    }
    return max(0, 1 - inTime)
  }

  /// Returns the wait that is not exceeded with probability `p`.
  package func waitQuantile(_ p: Double) -> Double {
    let tail = 1 - p
    if waitTail(0) <= tail { return 0 }
    var high = serviceTime
    while waitTail(high) > tail { high *= 2 }
    return bisect(from: 0, to: high) { waitTail($0) > tail }
  }
}

/// The maximum of the walk whose steps are Poisson(`offered`) − `servers`.
private struct WalkSums {
  let meanMaximum: Double
  let cumulatedMaximum: [Double]

  init(offered: Double, servers: Int, steps: Int, longest: Int) {
    // E[max] = Σ E[Sₙ⁺]/n and ln P(max = 0) = −Σ P(Sₙ > 0)/n (Spitzer 1956).
    var mean = 0.0
    var logEmpty = 0.0
    // jumps[k] = Σ P(Sₙ = k)/n feeds the recursion for the law of the maximum.
    var jumps: [Double] = [0]
    for n in 1...steps {
      let m = Double(n) * offered
      let zero = n * servers
      let tail = SpecialFunctions.poissonTail(zero, mean: m)
      // E[(X − z)⁺] = m·P(X ≥ z) − z·P(X > z) for X Poisson(m).
      let atLeast = SpecialFunctions.poissonTail(zero - 1, mean: m)
      mean += max(0, m * atLeast - Double(zero) * tail) / Double(n)
      logEmpty -= tail / Double(n)
      if tail < 1e-19 { break }
      var mass = naturalExp(SpecialFunctions.logPoisson(zero + 1, mean: m)) / Double(n)
      var k = 1
      while k <= longest, mass > 1e-19 || Double(zero + k) < m {
        if k == jumps.count { jumps.append(0) }
        jumps[k] += mass
        k += 1
        mass *= m / Double(zero + k)
      }
    }
    meanMaximum = mean
    var law = [naturalExp(logEmpty)]
    var cumulated = law
    while cumulated[cumulated.count - 1] < 1 - 1e-14, law.count < jumps.count {
      let k = law.count
      var sum = 0.0
      for j in 1...min(k, max(1, jumps.count - 1)) where j < jumps.count {
        sum += Double(j) * jumps[j] * law[k - j]
      }
      law.append(sum / Double(k))
      if law[k] < 1e-18 * cumulated[k - 1] { break }
      cumulated.append(cumulated[k - 1] + law[k])
    }
    cumulatedMaximum = cumulated
  }
}

/// Returns the cumulated law of the line at one server, by Ramaswami's recursion (1988): all terms are
/// positive, so no digit is lost however near the load is to 1.
private func singleServerLine(load: Double) -> [Double] {
  // tails[k] = P(at least k arrivals in one service).
  var tails: [Double] = [1]
  while let last = tails.last, last > 1e-18 {
    tails.append(SpecialFunctions.poissonTail(tails.count - 1, mean: load))
  }
  var law = [1 - load]
  var cumulated: [Double] = []
  var total = law[0]
  while total < 1 - 1e-14, law.count < 2_000_000 {
    let j = law.count
    var sum = j < tails.count ? law[0] * tails[j] : 0
    for i in stride(from: max(1, j + 2 - tails.count), to: j, by: 1) {
      sum += law[i] * tails[j + 1 - i]
    }
    law.append(sum / (1 - tails[1]))
    total += law[j]
    cumulated.append(total)
    if law[j] < 1e-18 { break }
  }
  // Nobody in line means none or one in the system.
  return cumulated.isEmpty ? [1] : cumulated
}
