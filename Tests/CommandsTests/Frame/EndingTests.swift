import Commands
import Testing

@Suite
struct EndingTests {
  @Test
  func theNumbersAreThePromise() {
    #expect(Ending.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 130])
  }

  @Test(arguments: Ending.allCases, Ending.allCases)
  func whatAScriptMustNotOverlookComesFirst(one: Ending, other: Ending) {
    let ranks: [Int32: Int] = [130: 0, 3: 1, 2: 2, 1: 3, 4: 4, 0: 5]
    let joined = one.joined(with: other)
    #expect(joined == other.joined(with: one))
    #expect(ranks[joined.rawValue] == min(ranks[one.rawValue] ?? 9, ranks[other.rawValue] ?? 9))
  }
}
