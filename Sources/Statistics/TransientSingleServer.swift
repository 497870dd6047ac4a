/// M/M/1 from an empty start, customer by customer: the embedded chain at arrivals.
package enum TransientSingleServer {
  /// The mean wait of each of the first `count` customers.
  package static func meanWaits(
    arrivalRate: Double,
    serviceRate: Double,
    count: Int
  ) -> [Double] {
    precondition(arrivalRate > 0 && serviceRate > 0 && count >= 0, "rates above 0")
    // Between two arrivals each event is a departure with this probability while any are left.
    let departure = serviceRate / (arrivalRate + serviceRate)
    var found = [1.0]
    var waits: [Double] = []
    for _ in 0..<count {
      let mean = found.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
      waits.append(mean / serviceRate)
      // From the top: what passes a length on the way down either stops there or goes on.
      var next = [Double](repeating: 0, count: found.count + 1)
      var passing = 0.0
      for length in stride(from: found.count, through: 1, by: -1) {
        passing += found[length - 1]
        next[length] = passing * (1 - departure)
        passing *= departure
      }
      next[0] = passing
      found = next
    }
    return waits
  }
}
