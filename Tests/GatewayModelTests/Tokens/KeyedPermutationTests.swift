import Testing

@testable import GatewayModel

@Suite
struct KeyedPermutationTests {
  @Test(arguments: [1, 2, 3, 7, 64, 1000, 50_000] as [UInt64])
  func everyPlaceIsTakenOnce(count: UInt64) {
    for key in 1...3 as ClosedRange<UInt64> {
      let permutation = KeyedPermutation(of: count, key: key)
      var taken = [Bool](repeating: false, count: Int(count))
      for number in 0..<count { taken[Int(permutation.rank(of: number))] = true }
      #expect(taken.allSatisfy { $0 }, "count \(count), key \(key)")
    }
  }
}
