import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct RateCurveTests {
  private static func second(_ seconds: Double) -> Int64 { nanosecondsRounded(seconds * 1e9) }

  private static let stairs = Profile([
    .init(time: .seconds(10), value: 1), .init(time: .seconds(20), value: 3),
    .init(time: .seconds(20), value: 0), .init(time: .seconds(30), value: 0),
  ])

  static let curves: [RateCurve] = [
    RateCurve(50, shape: .constant, starts: .zero),
    RateCurve(50, shape: .diurnal(peakAt: .seconds(43_200), trough: 0.2), starts: .seconds(3600)),
    RateCurve(50, shape: .sine(period: .seconds(40), amplitude: 0.5), starts: .zero),
    RateCurve(50, shape: .profile(stairs), starts: .zero),
    RateCurve(steps: [5, 0, 7], each: .seconds(10)),
  ]

  /// Thinning is exact only where nothing in a piece exceeds its highest rate, and a flat piece is
  /// never thinned at all.
  @Test(arguments: curves)
  func noPieceIsExceededAndFlatOnesAreFlat(curve: RateCurve) {
    var wrong = 0
    for tick in 0..<4_000 {
      let time = Self.second(0.01 * Double(tick))
      let piece = curve.piece(at: time)
      let value = curve.value(at: time)
      let isInOrder = piece.end > time && value >= 0 && value <= piece.highest * (1 + 1e-12)
      if !isInOrder || (piece.isFlat && value != piece.highest) { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  @Test(arguments: [
    (0, 0.0, 50.0), (0, 1e6, 50),
    // Noon lies eleven hours after a start at one o'clock; midnight is the trough.
    (1, 39_600, 50), (1, 82_800, 10), (1, 18_000, 30),
    (2, 0, 50), (2, 10, 75), (2, 30, 25),
    (3, 0, 50), (3, 15, 100), (3, 19.9, 149), (3, 20, 0), (3, 500, 0),
    (4, 0, 5), (4, 9.999, 5), (4, 10, 0), (4, 20, 7), (4, 29.9, 7), (4, 30, 0),
  ])
  func valuesAreThoseOfTheShape(curve: Int, seconds: Double, expected: Double) {
    let value = Self.curves[curve].value(at: Self.second(seconds))
    #expect(abs(value - expected) < 1e-9, "curve \(curve) at \(seconds) s: \(value)")
  }
}
