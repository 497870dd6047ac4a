import Testing
import TimeAndChance

@testable import Policies

@Suite
struct SlidingSumsTests {
  /// One unit in each tick of 1 s; what a window of three slices holds after it.
  @Test
  func forgetsSliceBySlice() {
    var sums = SlidingSums(over: .seconds(3), slices: 3, at: .zero)
    var line = ""
    for (second, mark) in "111--1----1".enumerated() {
      sums.advance(to: Instant(nanoseconds: Int64(second) * 1_000_000_000))
      if mark == "1" { sums.add(SIMD2(1, 0)) }
      line += String(sums.total.x)
    }
    #expect(line == "12321111001", "\(line)")
  }

  /// A million random steps against a list that remembers everything.
  @Test
  func agreesWithAListThatRemembersEverything() {
    let seed = Seed(5)
    var chance = RandomStream(seed)
    var sums = SlidingSums(over: .nanoseconds(1000), slices: 10, at: .zero)
    var list: [(slice: Int64, amount: Int64)] = []
    var now: Int64 = 0
    var problem: String?
    for step in 0..<1_000_000 {
      if chance.below(4) > 0 { now += chance.nanoseconds(below: chance.below(9) == 0 ? 3000 : 80) }
      // Time that steps back changes nothing.
      let seen = chance.below(8) == 0 ? now - 500 : now
      sums.advance(to: Instant(nanoseconds: now))
      sums.advance(to: Instant(nanoseconds: seen))
      let amount = chance.nanoseconds(below: 7) - 3
      sums.add(SIMD2(amount, 1))
      list.append((now / 100, amount))
      list.removeAll { $0.slice <= now / 100 - 10 }
      let want = SIMD2(list.reduce(0) { $0 + $1.amount }, Int64(list.count))
      if sums.total != want { problem = "seed \(seed.value) step \(step): \(sums.total) \(want)" }
    }
    #expect(problem == nil)
  }

  @Test
  func aLateAdditionFindsItsSliceWhileItIsThere() {
    var sums = SlidingSums(over: .seconds(3), slices: 3, at: .zero)
    let slice = sums.slice
    sums.advance(to: Instant(nanoseconds: 2_000_000_000))
    sums.add(SIMD2(5, 0), toSlice: slice)
    let inTime = sums.total.x
    sums.advance(to: Instant(nanoseconds: 3_000_000_000))
    sums.add(SIMD2(5, 0), toSlice: slice)
    #expect([inTime, sums.total.x] == [5, 0])
  }
}
