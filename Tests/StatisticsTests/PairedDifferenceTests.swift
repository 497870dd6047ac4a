import Statistics
import Testing

@Suite
struct PairedDifferenceTests {
  @Test
  func pairsCancelWhatIsCommon() throws {
    let difference = PairedDifference([10.1, 20.2, 30.0, 40.1], minus: [10, 20, 30, 40])
    #expect(abs(difference.mean - 0.1) < 1e-12)
    // t = 0.1/(0.0816497/2) = 2.449 on 3 degrees of freedom.
    #expect(abs(try #require(difference.pValue) - 0.091_718) < 1e-4)
    #expect(try #require(difference.interval()).contains(0))
    #expect(try #require(difference.replicationsNeeded(toSee: 0.1)) == 8)
  }

  @Test
  func noDifferenceAtAllIsCertain() {
    #expect(PairedDifference([1, 2, 3], minus: [1, 2, 3]).pValue == 1)
    #expect(PairedDifference([2, 3, 4], minus: [1, 2, 3]).pValue == 0)
    #expect(PairedDifference([2], minus: [1]).pValue == nil)
  }
}
