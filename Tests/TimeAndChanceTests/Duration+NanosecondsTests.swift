import Testing
import TimeAndChance

@Suite
struct DurationNanosecondsTests {
  @Test(
    arguments: [
      (.zero, 0), (.seconds(2), 2_000_000_000), (.nanoseconds(-5), -5),
      (Duration(secondsComponent: 0, attosecondsComponent: 1), 1),
      (Duration(secondsComponent: 0, attosecondsComponent: 1_000_000_001), 2),
      (Duration(secondsComponent: 0, attosecondsComponent: -1), 0),
      (.seconds(Int64.max), .max), (.seconds(Int64.min), .min), (.nanoseconds(Int64.max), .max),
    ] as [(Duration, Int64)]
  )
  func spansRoundUpAndSaturate(span: Duration, nanoseconds: Int64) {
    #expect(span.wholeNanoseconds == nanoseconds)
  }

  @Test(
    arguments: [
      (0, 0), (0.5, 500_000_000), (1e-9, 1), (0.4e-9, 0), (-2, -2_000_000_000), (1e300, .max),
      (-1e300, .min), (.infinity, .max), (-.infinity, .min),
      (4.611_686_018_427_388e9, 4_611_686_018_427_387_904),
    ] as [(Double, Int64)]
  )
  func secondsRoundToTheNearestNanosecond(seconds: Double, nanoseconds: Int64) {
    #expect(Duration(inSeconds: seconds).wholeNanoseconds == nanoseconds)
  }

  @Test
  func secondsSurviveTheRoundTrip() {
    for seconds in [0, 0.25, 1, 86_400, 0x1p-9] {
      #expect(Duration(inSeconds: seconds).inSeconds == seconds)
    }
  }

  @Test
  func roundsAsTheLibraryDoes() {
    var chance = RandomStream(Seed(1))
    var differing: [Double] = []
    for exponent in -3..<63 {
      for _ in 0..<2_000 {
        let value = (chance.unit() - 0.5) * Double(sign: .plus, exponent: exponent, significand: 1)
        let half = value.rounded(.towardZero) + (value < 0 ? -0.5 : 0.5)
        for one in [value, half, half.nextUp, half.nextDown]
        where nanosecondsRounded(one) != Int64(one.rounded()) {
          differing.append(one)
        }
      }
    }
    #expect(differing == [])
  }
}
