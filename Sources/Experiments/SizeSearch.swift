/// Which size to try next, and what all tries say: bisection as a value.
///
/// Inside, sizes are turned so that a greater *rank* is always the safer one.
struct SizeSearch {
  private let sizing: Sizing
  private var tried: [Sizing.Candidate] = []
  /// The greatest rank that failed and the least that held.
  private var failed: Int?
  private var held: Int?
  private var step = 1
  private var probed = false
  /// The size to try; `nil` when the answer is there.
  private(set) var next: Int?

  init(_ sizing: Sizing, guess: Int) {
    self.sizing = sizing
    next = min(max(guess, sizing.range.lowerBound), sizing.range.upperBound)
    step = max(1, sizing.range.count / 64)
  }

  private var lastRank: Int { sizing.range.count - 1 }

  private func rank(of size: Int) -> Int {
    switch sizing.goal {
    case .smallest: size - sizing.range.lowerBound
    case .largest: sizing.range.upperBound - size
    }
  }

  private func size(ofRank rank: Int) -> Int {
    switch sizing.goal {
    case .smallest: sizing.range.lowerBound + rank
    case .largest: sizing.range.upperBound - rank
    }
  }

  mutating func learn(_ candidate: Sizing.Candidate) {
    let rank = rank(of: candidate.size)
    tried.append(candidate)
    if probed {
      next = nil
      return
    }
    if candidate.verdict == .met {
      held = min(held ?? rank, rank)
    } else {
      failed = max(failed ?? rank, rank)
    }
    next = nextRank.map(size(ofRank:))
  }

  private var nextRank: Int? {
    mutating get {
      switch (failed, held) {
      case (nil, nil): return nil
      case (let failed?, nil):
        guard failed < lastRank else { return nil }
        defer { step *= 2 }
        return min(lastRank, failed + step)
      case (nil, let held?):
        guard held > 0 else { return probe(beyond: held) }
        defer { step *= 2 }
        return max(0, held - step)
      case (let failed?, let held?):
        return held - failed > 1 ? failed + (held - failed) / 2 : probe(beyond: held)
      }
    }
  }

  /// One safer size, half as far again inside the range, to see whether safer stays safe.
  private mutating func probe(beyond held: Int) -> Int? {
    let wider = size(ofRank: held).magnitude / 2
    let rank = min(lastRank, held + max(1, Int(wider)))
    guard rank > held, !tried.contains(where: { self.rank(of: $0.size) == rank }) else {
      return nil
    }
    probed = true
    return rank
  }

  var answer: Sizing.Answer {
    let byRank = tried.sorted { rank(of: $0.size) < rank(of: $1.size) }
    let neighbour = failed.flatMap { failed in byRank.last { rank(of: $0.size) == failed } }
    return Sizing.Answer(
      chosen: next == nil ? held.map(size(ofRank:)) : nil,
      neighbour: neighbour,
      candidates: tried.sorted { $0.size < $1.size },
      contradiction: contradiction(byRank),
      isComplete: next == nil
    )
  }

  /// The first safer size that clearly fails although a less safe one clearly holds.
  private func contradiction(_ byRank: [Sizing.Candidate]) -> (better: Int, worse: Int)? {
    guard let first = byRank.firstIndex(where: { $0.verdict == .met }) else { return nil }
    let worse = byRank[first...].first { $0.verdict == .notMet }
    return worse.map { ($0.size, byRank[first].size) }
  }
}
