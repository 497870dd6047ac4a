import Statistics
import Testing
import TimeAndChance

@Suite
struct SequentialLooksTests {
  @Test(arguments: [(0.95, 0.010_25), (0.9, 0.022_43), (0.99, 0.001_784), (0.999, 0.000_163_9)])
  func levelsAreThoseOfTheTable(confidence: Double, level: Double) {
    #expect(abs(1 - SequentialLooks.confidence(ofEachLook: confidence) - level) < 1e-9)
    #expect(SequentialLooks.confidence(ofEachLook: confidence) > confidence)
  }

  /// Many studies that stop at the first look whose interval is narrow enough.
  ///
  /// The thresholds reach from "never stops early" to "stops at once". Each covers at least 95 % less
  /// 5.5 standard deviations (0.85 %); the plain interval falls visibly short at some threshold.
  @Test
  func coverageSurvivesStopping() {
    let thresholds = [0.2, 0.35, 0.5, 0.7, 1.0, 1.5]
    var honest = [Int](repeating: 0, count: thresholds.count)
    var plain = honest
    let studies = 20_000
    for study in 0..<studies {
      var chance = RandomStream(Seed(UInt64(study)), "looks")
      let values = (0..<64).map { _ in chance.normal() }
      let looks = SequentialLooks.counts.map { Moments(values[..<$0]) }
      for (index, threshold) in thresholds.enumerated() {
        if stops(looks, threshold, { SequentialLooks.interval($0) }) { honest[index] += 1 }
        if stops(looks, threshold, { $0.interval() }) { plain[index] += 1 }
      }
    }
    #expect(honest.allSatisfy { Double($0) / Double(studies) > 0.9415 }, "\(honest)")
    #expect(plain.contains { Double($0) / Double(studies) < 0.94 }, "\(plain)")
  }

  private func stops(
    _ looks: [Moments],
    _ threshold: Double,
    _ interval: (Moments) -> ConfidenceInterval?
  ) -> Bool {
    for look in looks {
      guard let range = interval(look) else { return false }
      if range.halfWidth <= threshold || look.count == 64 { return range.contains(0) }
    }
    return false
  }
}
