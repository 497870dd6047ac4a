import GatewayCore
import Testing

@testable import GatewayModel

@Suite
struct CountersTests {
  /// Every field has a number of its own.
  private func distinct(from start: Int) -> Counters {
    var counters = Counters()
    for (index, field) in Counters.fields.enumerated() { counters[keyPath: field] = start + index }
    return counters
  }

  /// A counter that the list forgets would vanish from every row and every part of the run.
  @Test
  func theListNamesEveryCounterOnce() {
    #expect(Counters.fields.count * MemoryLayout<Int>.size == MemoryLayout<Counters>.size)
    #expect(Set(Counters.fields).count == Counters.fields.count)
  }

  @Test
  func sumsAndDifferencesGoFieldByField() {
    let (few, many) = (distinct(from: 100), distinct(from: 1_000))
    let (sum, difference) = (many + few, many - few)
    for (index, field) in Counters.fields.enumerated() {
      #expect(sum[keyPath: field] == 1_100 + 2 * index)
      #expect(difference[keyPath: field] == 900)
    }
  }

  @Test(arguments: Ending.allCases)
  func everyEndingIsCountedOnce(ending: Ending) {
    var counters = Counters()
    counters.count(ending)
    let all = Counters.fields.reduce(0) { $0 + counters[keyPath: $1] }
    #expect(all == 1 && counters.ended == 1)
    let isDelivery = [.accepted, .byFallback, .stale].contains(ending)
    #expect(counters.delivered == (isDelivery ? 1 : 0))
  }
}
