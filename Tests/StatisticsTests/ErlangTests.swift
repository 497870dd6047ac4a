import Statistics
import Testing

@Suite
struct ErlangTests {
  /// Values with 30 digits, up to 10⁵ servers and into overload.
  @Test(arguments: [
    (1, 0.5, 0.333_333_333_333_333_33), (2, 1.5, 0.310_344_827_586_206_9),
    (1_000, 990, 0.018_965_776_430_814_612), (100_000, 99_900, 0.001_920_226_772_553_862_3),
    (100_000, 100_500, 0.006_315_849_711_506_666), (5, 20, 0.764_357_987_063_241_07), (0, 3, 1),
    (4, 0, 0),
  ])
  func blocking(servers: Int, offered: Double, expected: Double) {
    let found = Erlang.blocking(servers: servers, offered: offered)
    #expect(abs(found - expected) <= 1e-12 * expected, "\(found)")
  }

  @Test(arguments: [
    (1, 0.5, 0.5), (2, 1.5, 0.642_857_142_857_142_86), (1_000, 990, 0.659_080_421_880_854_44),
    (100_000, 99_900, 0.657_993_511_795_302_65), (3, 3, 1), (3, 7, 1),
  ])
  func waiting(servers: Int, offered: Double, expected: Double) {
    let found = Erlang.waiting(servers: servers, offered: offered)
    #expect(abs(found - expected) <= 1e-10 * expected, "\(found)")
  }
}
