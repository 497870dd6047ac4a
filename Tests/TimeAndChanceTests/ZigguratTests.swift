import Testing

@testable import TimeAndChance

@Suite
struct ZigguratTests {
  /// Every layer has the same area, and the edges descend to 0: then the method is exact.
  @Test
  func layersHaveEqualAreas() {
    let exponential = (0..<257).map { Ziggurat.exponentialEdges[$0] }
    check(exponential, tail: Ziggurat.exponentialTail, Ziggurat.exponentialHeight)
    let normal = (0..<257).map { Ziggurat.normalEdges[$0] }
    check(normal, tail: Ziggurat.normalTail, Ziggurat.normalHeight)
  }

  private func check(_ edges: [Double], tail: Double, _ height: (Double) -> Double) {
    #expect(edges[1] == tail && edges[256] == 0)
    let area = edges[0] * height(edges[1])
    var worst = 0.0
    for layer in 1..<256 {
      let layerArea = edges[layer] * (height(edges[layer + 1]) - height(edges[layer]))
      worst = max(worst, abs(layerArea / area - 1))
    }
    #expect(worst < 1e-11, "\(worst)")
    #expect((1..<257).allSatisfy { edges[$0] < edges[$0 - 1] })
  }
}
