/// A histogram is written as its filled buckets: distance from the last one and count.
extension LogLinearHistogram: Codable {
  @usableFromInline
  package func encode(to encoder: any Encoder) throws {
    var filled: [UInt64] = []
    var next = 0
    for (index, count) in counts.enumerated() where count > 0 {
      filled += [UInt64(index - next), count]
      next = index + 1
    }
    var box = encoder.unkeyedContainer()
    try box.encode(bits)
    try box.encode(counts.count)
    try box.encode(infiniteCount)
    try box.encode(smallest)
    try box.encode(largest)
    try box.encode(Int64(truncatingIfNeeded: sum >> 64))
    try box.encode(UInt64(truncatingIfNeeded: sum))
    try box.encode(filled)
  }

  @usableFromInline
  package init(from decoder: any Decoder) throws {
    var box = try decoder.unkeyedContainer()
    let bits = try box.decode(Int.self)
    let buckets = try box.decode(Int.self)
    let never = try box.decode(UInt64.self)
    guard (1...16).contains(bits), buckets > 1 << bits, buckets >> bits <= 64 - bits,
      buckets.isMultiple(of: 1 << bits)
    else { throw Self.isDamaged(box) }
    self.init(bits: bits, octaves: buckets >> bits + bits - 1)
    recordNever(times: never)
    smallest = try box.decode(Int64.self)
    largest = try box.decode(Int64.self)
    let high = try box.decode(Int64.self)
    sum = Int128(high) << 64 | Int128(try box.decode(UInt64.self))
    let filled = try box.decode([UInt64].self)
    var next = 0
    for pair in stride(from: 0, to: filled.count - 1, by: 2) {
      guard filled[pair] < UInt64(counts.count - next) else { throw Self.isDamaged(box) }
      next += Int(filled[pair])
      counts[next] = filled[pair + 1]
      finiteCount += filled[pair + 1]
      next += 1
    }
  }

  private static func isDamaged(_ box: any UnkeyedDecodingContainer) -> DecodingError {
    .dataCorrupted(.init(codingPath: box.codingPath, debugDescription: "not a histogram"))
  }
}
