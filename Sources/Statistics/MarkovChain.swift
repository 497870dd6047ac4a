/// A Markov chain in continuous time, solved without subtractions (Grassmann, Taksar, Heyman 1985).
///
/// No digit is lost to cancellation, so probabilities of 10⁻³⁰ are as accurate as those near 1. The
/// work grows with the states times the square of the longest jump between state numbers: number
/// neighbours closely. For a chain in steps, give probabilities as rates and leave out the staying.
package struct MarkovChain: Sendable {
  /// How many states there are.
  package let states: Int
  private var jumps: [(from: Int, to: Int, rate: Double)] = []
  private var band = 1

  package init(states: Int) {
    precondition(states > 0, "a chain has states")
    self.states = states
  }

  /// Adds a jump; a rate of 0 and a jump to the same state change nothing.
  package mutating func add(from: Int, to: Int, rate: Double) {
    precondition(rate >= 0, "a rate is not negative, found \(rate)")
    precondition((0..<states).contains(from) && (0..<states).contains(to), "\(from) to \(to)")
    if rate == 0 || from == to { return }
    jumps.append((from, to, rate))
    band = max(band, abs(from - to))
  }

  /// Returns the long-run share of time in each state; state 0 must be reachable from every other.
  package func stationary() throws(NumericalFailure) -> [Double] {
    var table = BandTable(states: states, band: band)
    for jump in jumps { table[jump.from, jump.to] += jump.rate }
    var outflow = [Double](repeating: 0, count: states)
    for last in stride(from: states - 1, to: 0, by: -1) {
      let lowest = max(0, last - band)
      var sum = 0.0
      for to in lowest..<last { sum += table[last, to] }
      guard sum > 0 else { throw .noAnswer("state \(last) never leads back to the first") }
      outflow[last] = sum
      table.eliminate(last, lowest, sum)
    }
    var shares = [Double](repeating: 0, count: states)
    shares[0] = 1
    var total = 1.0
    for state in 1..<max(1, states) {
      var inflow = 0.0
      for from in max(0, state - band)..<state { inflow += shares[from] * table[from, state] }
      shares[state] = inflow / outflow[state]
      total += shares[state]
    }
    return shares.map { $0 / total }
  }

  /// Returns the mean time from `start` until a state for which `isTarget` holds is reached.
  package func meanTime(
    from start: Int,
    until isTarget: (Int) -> Bool
  ) throws(NumericalFailure) -> Double {
    if isTarget(start) { return 0 }
    var table = BandTable(states: states, band: band)
    var home = [Double](repeating: 0, count: states)
    for jump in jumps where !isTarget(jump.from) {
      if isTarget(jump.to) {
        home[jump.from] += jump.rate
      } else {
        table[jump.from, jump.to] += jump.rate
      }
    }
    var time = [Double](repeating: 1, count: states)
    var outflow = [Double](repeating: 0, count: states)
    for last in stride(from: states - 1, through: 0, by: -1) where !isTarget(last) {
      let lowest = max(0, last - band)
      var sum = home[last]
      for to in lowest..<last { sum += table[last, to] }
      guard sum > 0 else { throw .noAnswer("state \(last) never leads to the target") }
      outflow[last] = sum
      for from in lowest..<last where table[from, last] > 0 {
        let share = table[from, last] / sum
        home[from] += share * home[last]
        time[from] += share * time[last]
      }
      table.eliminate(last, lowest, sum)
    }
    var mean = [Double](repeating: 0, count: states)
    for state in 0..<states where !isTarget(state) {
      var sum = time[state]
      for to in max(0, state - band)..<state { sum += table[state, to] * mean[to] }
      mean[state] = sum / outflow[state]
    }
    return mean[start]
  }
}

/// The rates near the diagonal of a square table.
private struct BandTable {
  let band: Int
  let width: Int
  var rates: [Double]

  init(states: Int, band: Int) {
    self.band = band
    width = 2 * band + 1
    rates = [Double](repeating: 0, count: states * width)
  }

  subscript(from: Int, to: Int) -> Double {
    get { rates[from * width + to - from + band] }
    set { rates[from * width + to - from + band] = newValue }
  }

  /// Replaces visits to `last` by the jumps that they lead to.
  mutating func eliminate(_ last: Int, _ lowest: Int, _ outflow: Double) {
    for from in lowest..<last {
      let share = self[from, last] / outflow
      if share == 0 { continue }
      for to in lowest..<last where to != from { self[from, to] += share * self[last, to] }
    }
  }
}
