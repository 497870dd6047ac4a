import Statistics
import Testing

@Suite
struct HolmTests {
  @Test(
    arguments: [
      ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]), ([0.5, 0.9], [1, 1]), ([], []),
      ([0.02], [0.02]),
    ] as [([Double], [Double])]
  )
  func adjustsStepByStep(pValues: [Double], expected: [Double]) {
    let found = Holm.adjusted(pValues)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(found)")
  }
}
