import Experiments
import Testing
import TimeAndChance

@Suite
struct ComparisonTests {
  private static func pairing(
    _ samples: [Double?],
    _ baseline: [Double?],
    _ direction: Direction = .lowerIsBetter
  ) -> Pairing {
    Pairing(
      metric: "m",
      variant: "v",
      direction: direction,
      samples: samples,
      baseline: baseline
    )
  }

  @Test
  func verdictsAreWords() {
    let base: [Double?] = [10, 11, 12, 13, 14, 15, 16, 17]
    let less: [Double?] = [9, 10.1, 10.9, 12, 13.1, 13.9, 15, 16.1]
    let noisy: [Double?] = [9, 12.5, 11, 14.5, 12.6, 16, 15, 18.2]
    let never = [Double?](repeating: .infinity, count: 8)
    let cases: [(Pairing, String)] = [
      (Self.pairing(less, base), "better"),
      (Self.pairing(less, base, .higherIsBetter), "worse"),
      (Self.pairing(less, base, .neither), "lower"),
      (Self.pairing(base, base), "identical"),
      (Self.pairing(base, never), "better"),
      (Self.pairing(never, base), "worse"),
      (Self.pairing(never, never), "identical"),
      (Self.pairing([nil, 1], [1, nil]), "cannot be compared"),
    ]
    for (pairing, words) in cases {
      #expect(Comparison.family(of: [pairing])[0].verdict.description == words)
    }
    let verdict = Comparison.family(of: [Self.pairing(noisy, base)])[0].verdict
    guard case .noDifference(.some(let needs)) = verdict else {
      Issue.record("expected no difference, found \(verdict)")
      return
    }
    #expect(needs > 8)
    #expect(verdict.description.contains("needs about \(needs) replications"))
  }

  @Test
  func fewEqualDifferencesProveNothing() {
    let three = Comparison.family(of: [Self.pairing([1, 1, 1], [0, 0, 0])])[0]
    #expect(((three.pValue ?? 0) - 0.25).magnitude < 1e-12)
    #expect(three.verdict == .noDifference(needs: nil))
    let eight = Comparison.family(
      of: [Self.pairing(Array(repeating: 1, count: 8), Array(repeating: 0, count: 8))]
    )[0]
    #expect(((eight.pValue ?? 0) - 0.007_812_5).magnitude < 1e-12)
    #expect(eight.verdict == .worse)
  }

  @Test
  func holmMultipliesTheSmallestMost() {
    let base: [Double?] = [0, 0, 0, 0, 0, 0]
    let family = Comparison.family(of: [
      Self.pairing([1, 1.1, 0.9, 1, 1.05, 0.95], base),
      Self.pairing([1, -1, 2, -2, 0.5, 0], base),
      Self.pairing([1, 0.2, 1.6, 0.9, 0.1, 1.2], base),
    ])
    let raw = family.compactMap(\.pValue)
    let adjusted = family.compactMap(\.adjusted)
    #expect(adjusted[0] == raw[0] * 3 && adjusted[2] == raw[2] * 2 && adjusted[1] == raw[1])
    #expect(family[0].verdict == .worse)
  }

  /// 2,000 families of four comparisons of equals: at a rate of 5 % more than 152 that cry wolf have
  /// a probability below 10⁻⁶.
  @Test
  func equalsAreSeldomCalledDifferent() {
    var stream = RandomStream(Seed(17), "holm")
    var wolves = 0
    for _ in 0..<2_000 {
      let pairings = (0..<4).map { _ in
        Self.pairing(
          (0..<12).map { _ in stream.unit() + stream.unit() + stream.unit() },
          (0..<12).map { _ in stream.unit() + stream.unit() + stream.unit() }
        )
      }
      let verdicts = Comparison.family(of: pairings).map(\.verdict)
      if verdicts.contains(.better) || verdicts.contains(.worse) { wolves += 1 }
    }
    #expect(wolves <= 152)
  }
}
