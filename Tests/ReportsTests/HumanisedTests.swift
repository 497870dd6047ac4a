import Reports
import Testing

@Suite
struct HumanisedTests {
  @Test
  func countsHaveThreeDigits() {
    let cases: [(Double, String)] = [
      (0, "0"), (7, "7"), (950, "950"), (999.4, "999"), (999.6, "1 k"), (43_200, "43.2 k"),
      (1_240_000, "1.24 M"), (580_000, "580 k"), (1e9, "1 G"), (-1_500, "-1.5 k"),
      (0.123_4, "0.123"),
    ]
    for (value, text) in cases { #expect(Humanised.count(value) == text) }
  }

  @Test
  func spansTakeTheUnitThatFits() {
    let cases: [(Double, String)] = [
      (0, "0 s"), (0.074_6, "74.6 ms"), (3.1, "3.1 s"), (250, "4 min 10 s"), (2.5e-4, "250 us"),
      (1e-9, "1 ns"), (7_500, "2 h 5 min"), (90_000, "1 d 1 h"), (0.999_6, "1 s"), (60, "60 s"),
      (120, "2 min"), (3_600, "1 h"), (-250, "-4 min 10 s"), (.infinity, "never"),
    ]
    for (value, text) in cases { #expect(Humanised.seconds(value) == text) }
  }

  @Test
  func quantitiesKnowTheirUnits() {
    let cases: [(Double?, Quantity, String)] = [
      (0.4, .share, "40 %"), (0.001_3, .share, "0.13 %"),
      (16.7 * 1_073_741_824, .bytes, "16.7 GiB"),
      (580_000, .count(unit: "/s"), "580 k/s"), (12, .plain(unit: "servers"), "12 servers"),
      (nil, .share, "–"), (.infinity, .seconds, "never"), (3.25, .plain(unit: ""), "3.25"),
    ]
    for (value, quantity, text) in cases { #expect(Humanised.text(value, as: quantity) == text) }
  }
}
