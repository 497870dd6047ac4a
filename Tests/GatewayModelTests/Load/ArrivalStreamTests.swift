import Testing
import TimeAndChance

@testable import GatewayModel

/// Counts are held against exact means with ±6 standard deviations: each judgement is wrong with a
/// probability of 2·10⁻⁹, all of them together with less than 10⁻⁷.
@Suite
struct ArrivalStreamTests {
  private static let sixDeviations = 6.0

  private func times(
    _ source: TrafficClass.Source,
    shape: LoadShape = .constant,
    starts: Duration = .zero,
    for length: Duration,
    seed: UInt64 = 1
  ) -> [Int64] {
    var stream = ArrivalStream(
      source,
      shape: shape,
      starts: starts,
      until: Instant.zero.advanced(by: length),
      using: RandomStream(Seed(seed))
    )
    var times: [Int64] = []
    while stream.next < .distantFuture {
      times.append(stream.next.nanoseconds)
      stream.advance()
    }
    return times
  }

  /// A varying Poisson process and how many arrivals some spans of it have in the mean.
  struct Varying: Sendable {
    var name: String
    var source: TrafficClass.Source
    var shape: LoadShape = .constant
    /// Ends of spans, in seconds from zero, and the integral of the rate up to each from the last.
    var spans: [(end: Double, mean: Double)]
  }

  private static func poisson(_ rate: Double) -> TrafficClass.Source {
    .arrivals(.poisson(Rate(perSecond: rate)))
  }

  static let varying: [Varying] = {
    let turn = 2 * Double.pi
    let byDay = { 20 * (0.6 * 21_600 + $0 * 0.4 * 86_400 / turn) }
    let byWave = { 1000 * (50 + $0 * 0.5 * 100 / turn * 2) }
    return [
      Varying(name: "constant", source: poisson(1000), spans: [(500, 5e5), (1000, 5e5)]),
      Varying(
        name: "diurnal",
        source: poisson(20),
        shape: .diurnal(peakAt: .seconds(43_200), trough: 0.2),
        spans: [
          (21_600, byDay(1)), (43_200, byDay(-1)), (64_800, byDay(-1)), (86_400, byDay(1)),
        ]
      ),
      Varying(
        name: "sine",
        source: poisson(1000),
        shape: .sine(period: .seconds(100), amplitude: 0.5),
        spans: [(50, byWave(1)), (100, byWave(-1)), (150, byWave(1))]
      ),
      Varying(
        name: "profile",
        source: poisson(1000),
        shape: .profile(
          Profile([
            .init(time: .seconds(0), value: 0), .init(time: .seconds(100), value: 1),
            .init(time: .seconds(100), value: 3), .init(time: .seconds(200), value: 3),
          ])
        ),
        spans: [(50, 12_500), (100, 37_500), (200, 300_000), (300, 300_000)]
      ),
      Varying(
        name: "trace",
        source: .arrivals(.trace(rates: [1000, 0, 3000], step: .seconds(100))),
        spans: [(100, 100_000), (200, 0), (300, 300_000), (400, 0)]
      ),
    ]
  }()

  @Test(arguments: varying.indices)
  func everySpanHasItsShareOfArrivals(index: Int) throws {
    let one = Self.varying[index]
    let end = try #require(one.spans.last).end
    // The clock starts at noon, which is the peak of the day.
    let times = times(
      one.source,
      shape: one.shape,
      starts: .seconds(43_200),
      for: .seconds(end)
    )
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    var begin = 0.0
    for span in one.spans {
      let count = times.count { $0 >= Int64(begin * 1e9) && $0 < Int64(span.end * 1e9) }
      let tolerance = Self.sixDeviations * span.mean.squareRoot()
      #expect(abs(Double(count) - span.mean) <= tolerance, "\(one.name) to \(span.end): \(count)")
      begin = span.end
    }
  }

  /// Whether gaps are exponential: half of them exceed ln 2 over the rate, a share e⁻³ three means.
  @Test(arguments: [(0.693_147_180_559_945, 0.5), (3.0, 0.049_787_068_367_864)])
  func poissonGapsAreExponential(means: Double, expected: Double) {
    let times = times(Self.poisson(1000), for: .seconds(500))
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
    let share = Double(gaps.count { Double($0) > means * 1e6 }) / Double(gaps.count)
    let deviation = (expected * (1 - expected) / Double(gaps.count)).squareRoot()
    #expect(abs(share - expected) < Self.sixDeviations * deviation, "\(share)")
  }

  /// With equal stays both states are equally likely from the start, so the mean is exact; the
  /// variance is that of the count, λT, and of the rate's integral, D²·stay·T with D = 400/s.
  @Test
  func aMarkovProcessHasTheMeanOfItsStates() {
    let states = [100.0, 900].map { rate in
      Arrivals.MarkovState(rate: Rate(perSecond: rate), stay: .milliseconds(50))
    }
    let count = times(.arrivals(.mmpp(states)), for: .seconds(2000)).count
    let deviation = (1e6 + 400 * 400 * 0.05 * 2000).squareRoot()
    #expect(abs(Double(count) - 1e6) < Self.sixDeviations * deviation, "\(count)")
  }

  /// A process that is on at 100/s or off, for 0.1 s each, is a renewal process whose gaps are
  /// hyperexponential (Kuczura 1973): r = (120 ± √10,400) / 2, p = (100 − r₂) / (r₁ − r₂).
  @Test
  func anInterruptedProcessHasHyperexponentialGaps() {
    let states = [100.0, 0].map { rate in
      Arrivals.MarkovState(rate: Rate(perSecond: rate), stay: .milliseconds(100))
    }
    let times = times(.arrivals(.mmpp(states)), for: .seconds(4000))
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
    let root = 10_400.0.squareRoot()
    let (fast, slow) = ((120 + root) / 2, (120 - root) / 2)
    let p = (100 - slow) / root
    let expected =
      p * DeterministicMath.exp(-fast * 0.1) + (1 - p) * DeterministicMath.exp(-slow * 0.1)
    let share = Double(gaps.count { $0 > 100_000_000 }) / Double(gaps.count)
    let deviation = (expected * (1 - expected) / Double(gaps.count)).squareRoot()
    #expect(gaps.count > 150_000)
    #expect(abs(share - expected) < Self.sixDeviations * deviation, "\(share), not \(expected)")
  }

  /// A third of a second has no whole nanoseconds, and adding it up would drift.
  ///
  /// The arrival that would fall on the end itself belongs to no row of the timeline.
  @Test
  func regularArrivalsDoNotDriftAndEndBeforeTheEnd() throws {
    let times = times(.arrivals(.regular(Rate(perSecond: 3))), for: .seconds(100_000))
    #expect(times.count == 299_999)
    #expect(try #require(times.first) == 333_333_333)
    #expect(try #require(times.last) == 99_999_666_666_667)
  }

  @Test
  func burstsComeTogetherAndEndBeforeTheEnd() {
    let source = TrafficClass.Source.arrivals(.bursts(every: .seconds(2), size: 3))
    let seconds = times(source, for: .seconds(10)).map { $0 / 1_000_000_000 }
    #expect(seconds == [2, 2, 2, 4, 4, 4, 6, 6, 6, 8, 8, 8])
  }

  @Test(arguments: [
    (Campaign.Release.over(.seconds(10)), [5.0, 7, 9, 11, 13]),
    (.atOnce, [5, 5, 5, 5, 5]),
    (.serial(Rate(perSecond: 2)), [5, 5.5, 6, 6.5, 7]),
    (.shards(count: 4, each: Rate(perSecond: 1)), [5, 5.25, 5.5, 5.75, 6]),
    (.over(.seconds(100)), [5, 25]),
  ])
  func campaignsAreReleasedInTheirTime(by: Campaign.Release, expected: [Double]) {
    let source = TrafficClass.Source.campaign(Campaign(messages: 5, at: .seconds(5), by: by))
    #expect(times(source, for: .seconds(30)).map { Double($0) / 1e9 } == expected)
  }

  @Test
  func aSeedIsAStream() {
    let first = times(Self.poisson(100), for: .seconds(10), seed: 3)
    #expect(first == times(Self.poisson(100), for: .seconds(10), seed: 3))
    #expect(first != times(Self.poisson(100), for: .seconds(10), seed: 4))
  }
}
