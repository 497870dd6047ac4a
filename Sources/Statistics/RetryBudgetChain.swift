/// A token bucket that pays for retries, against independent errors: the chain of its fill.
package struct RetryBudgetChain: Sendable {
  /// What fills the bucket.
  package enum Deposit: Sendable, Hashable {
    /// Every call, when it starts; a retry needs *more* than one token, and there is no other limit.
    case start
    /// Every success; a retry needs a whole token, and there are at most `retries` of them.
    case success(retries: Int)
  }

  package let attemptsPerCall: Double
  package let deliveredShare: Double

  /// Solves the chain for deposits of `fill` tokens into a bucket that holds `bucket` of them.
  ///
  /// One token and the bucket must be whole numbers of deposits.
  package init(
    error: Double,
    fill: Double,
    bucket: Double,
    deposit: Deposit
  ) throws(NumericalFailure) {
    let token = Int((1 / fill).rounded())
    let full = Int((bucket / fill).rounded())
    guard token >= 1, full >= 1, abs(Double(token) * fill - 1) < 1e-9,
      abs(Double(full) * fill - bucket) < 1e-9, error > 0, error < 1
    else { throw .outOfRange("one token and the bucket must be whole numbers of deposits") }
    var chain = MarkovChain(states: full + 1)
    var attempts = [Double](repeating: 0, count: full + 1)
    var delivered = attempts
    for start in 0...full {
      var call = BudgetedCall(token: token, full: full, error: error, deposit: deposit)
      call.walk(from: start)
      attempts[start] = call.attempts
      delivered[start] = call.delivered
      // Numbered from the full bucket, which every fill can lead to.
      for end in call.ends {
        chain.add(from: full - start, to: full - end.fill, rate: end.probability)
      }
    }
    let shares = Array(try chain.stationary().reversed())
    attemptsPerCall = zip(shares, attempts).reduce(0) { $0 + $1.0 * $1.1 }
    deliveredShare = zip(shares, delivered).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

/// One call, from a given fill: where the bucket can end, and what it took.
private struct BudgetedCall {
  let token: Int
  let full: Int
  let error: Double
  let deposit: RetryBudgetChain.Deposit
  var attempts = 0.0
  var delivered = 0.0
  var ends: [(fill: Int, probability: Double)] = []

  init(token: Int, full: Int, error: Double, deposit: RetryBudgetChain.Deposit) {
    self.token = token
    self.full = full
    self.error = error
    self.deposit = deposit
  }

  mutating func walk(from start: Int) {
    var fill = start
    var needed = token
    var limit = Int.max
    var gain = 0
    switch deposit {
    case .start:
      fill = min(full, fill + 1)
      needed += 1
    case .success(let retries):
      limit = retries
      gain = 1
    }
    var probability = 1.0
    var retries = 0
    while true {
      attempts += probability
      delivered += probability * (1 - error)
      ends.append((min(full, fill + gain), probability * (1 - error)))
      probability *= error
      guard fill >= needed, retries < limit else { break }
      fill -= token
      retries += 1
    }
    ends.append((fill, probability))
  }
}
