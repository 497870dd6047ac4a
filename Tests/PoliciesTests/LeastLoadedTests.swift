import Testing
import TimeAndChance

@testable import Policies

@Suite
struct LeastLoadedTests {
  /// Against the minimum of a plain array, a million operations at sizes on both sides of every level.
  @Test(arguments: [1, 7, 8, 9, 63, 72, 73, 600])
  func findsTheLeastOfAll(count: Int) {
    var chance = RandomStream(Seed(UInt64(count)))
    var tree = LeastLoaded()
    var plain = [UInt64](repeating: .max, count: count)
    var mistakes = 0
    tree.reserve(count)
    for _ in 0..<130_000 {
      let index = Int(chance.below(UInt64(count)))
      let key = chance.happens(0.1) ? .max : chance.below(1_000)
      if key <= plain[index] && chance.happens(0.5) {
        tree.lower(index, to: key)
      } else {
        tree.set(index, to: key)
      }
      plain[index] = key
      if tree.least() != plain.min() { mistakes += 1 }
    }
    #expect(mistakes == 0, "seed \(count)")
  }

  @Test
  func growingKeepsTheKeys() {
    var tree = LeastLoaded()
    var least: [UInt64] = []
    for index in 0..<700 {
      tree.reserve(index + 1)
      tree.set(index, to: UInt64(1_000 - index))
      least.append(tree.least())
    }
    #expect(least == (0..<700).map { UInt64(1_000 - $0) })
  }
}
