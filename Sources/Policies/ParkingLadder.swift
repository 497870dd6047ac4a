public import TimeAndChance

/// Where a message waits once its quick attempts are used up: 1 minute, 5 minutes, 25 minutes.
///
/// The jitter is proportional. Full jitter would let a message return after no time at all, in the
/// middle of the outage that it was parked for.
public struct ParkingLadder: Sendable, Hashable {
  /// The rungs, in order.
  public let rungs: [Duration]
  /// Half the width of the spread around a rung, as a share of it.
  public let jitter: Fraction

  private let spans: ContiguousArray<Int64>

  /// Creates a ladder.
  ///
  /// - Parameters:
  ///   - rungs: How long each parking lasts; an empty ladder parks nothing.
  ///   - jitter: The share by which a stay may be shorter or longer.
  public init(_ rungs: [Duration], jitter: Fraction = .percent(20)) {
    precondition(rungs.allSatisfy { $0 >= .zero }, "a rung is >= 0")
    self.rungs = rungs
    self.jitter = jitter
    spans = ContiguousArray(rungs.map(\.wholeNanoseconds))
  }

  /// 1 minute, 5 minutes and 25 minutes, each ± 20 %.
  public static let recommended = ParkingLadder([.seconds(60), .seconds(300), .seconds(1500)])

  /// Returns how long the stay on `rung` lasts, counted from 0; nil when the ladder is used up.
  public func stay(onRung rung: Int, using chance: inout RandomStream) -> Duration? {
    stayNanoseconds(onRung: rung, using: &chance).map { .nanoseconds($0) }
  }

  /// Returns the stay in nanoseconds; the form for hot paths.
  public func stayNanoseconds(onRung rung: Int, using chance: inout RandomStream) -> Int64? {
    guard spans.indices.contains(rung) else { return nil }
    let f = jitter.value
    guard f > 0 else { return spans[rung] }
    return Elementary.nearest(Double(spans[rung]) * (1 - f + 2 * f * chance.unit()))
  }
}
