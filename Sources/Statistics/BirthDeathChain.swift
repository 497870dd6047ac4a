/// A queue in which one customer comes or goes at a time: its long-run shares of time.
package enum BirthDeathChain {
  /// Returns the share of time with 0, 1, 2 … customers.
  ///
  /// The states are multiplied outwards from the likeliest, so nothing overflows at 10⁵ servers.
  /// Without `limit` the list ends where all that follows is below 10⁻¹⁸ of the whole.
  /// `birth` and `death` are the rates of arrivals and departures at n customers.
  package static func shares(
    limit: Int?,
    birth: (Int) -> Double,
    death: (Int) -> Double
  ) -> [Double] {
    var mode = 0
    while mode < limit ?? .max, birth(mode) > death(mode + 1) { mode += 1 }
    var above: [Double] = []
    var weight = 1.0
    var total = 1.0
    var n = mode
    while n < limit ?? .max {
      let ratio = birth(n) / death(n + 1)
      weight *= ratio
      if limit == nil, ratio < 1, weight < 1e-18 * (1 - ratio) * total { break }
      n += 1
      above.append(weight)
      total += weight
    }
    var below: [Double] = []
    weight = 1
    for n in stride(from: mode, to: 0, by: -1) {
      weight *= death(n) / birth(n - 1)
      below.append(weight)
      total += weight
    }
    return (below.reversed() + [1] + above).map { $0 / total }
  }
}
