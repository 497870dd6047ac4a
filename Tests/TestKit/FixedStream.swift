import TimeAndChance

/// A source of chance that plays a list of draws and then repeats it.
///
/// It serves code that is generic over `Chance`. Where a policy takes a `RandomStream`, a fixed seed
/// does the same: the draws that follow from it never change.
package struct FixedStream: Chance {
  private let draws: [UInt64]
  private var played = 0

  /// Plays `draws` in order, again and again.
  package init(_ draws: [UInt64]) {
    precondition(!draws.isEmpty, "a fixed stream needs at least one draw")
    self.draws = draws
  }

  /// Plays the bits from which `Chance` makes these shares of one, each in [0, 1).
  package init(shares: [Double]) {
    self.init(
      shares.map { share in
        precondition(share >= 0 && share < 1, "a share lies in [0, 1), not \(share)")
        // The 53 bits of a double, where the generator takes them: at the top.
        return UInt64(share * 0x1p53) << 11
      }
    )
  }

  package mutating func next() -> UInt64 {
    defer { played += 1 }
    return draws[played % draws.count]
  }
}
