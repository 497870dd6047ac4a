import Testing
import TimeAndChance

@testable import Policies

@Suite
struct KeyedTableTests {
  @Test
  func anEndedRecordIsGoneAndItsPlaceIsFree() {
    var table = KeyedTable<Int>(capacity: 8, blank: 0)
    for key: UInt64 in 0..<8 { table.store(Int(key), for: key, until: 10, at: 0) }
    let found = (0..<9).map { table.find($0, at: 9).map { table[$0].value } }
    #expect(found == [0, 1, 2, 3, 4, 5, 6, 7, nil])
    #expect(table.find(3, at: 10) == nil)
    table.store(9, for: 9, until: 20, at: 10)
    #expect(table.evicted == 0)
  }

  @Test
  func aFullSetForgetsTheOneThatEndsFirst() {
    var table = KeyedTable<Int>(capacity: 8, blank: 0)
    for key: UInt64 in 0..<9 {
      table.store(Int(key), for: key, until: 100 - Int64(key), at: 0)
    }
    #expect(table.evicted == 1 && table.capacity == 8)
    #expect(table.find(7, at: 0) == nil && table.find(8, at: 0) != nil)
  }

  /// A million random operations against a dictionary, in a table that is large enough.
  @Test
  func agreesWithADictionary() {
    let seed = Seed(23)
    var chance = RandomStream(seed)
    var table = KeyedTable<UInt64>(capacity: 4096, blank: 0)
    var dictionary: [UInt64: (end: Int64, value: UInt64)] = [:]
    var problem: String?
    for step: Int64 in 0..<1_000_000 {
      let key = chance.below(600)
      let found = table.find(key, at: step).map { table[$0].value }
      let want = dictionary[key].flatMap { $0.end > step ? $0.value : nil }
      if found != want { problem = "seed \(seed.value) step \(step): \(key)" }
      if chance.below(3) == 0 {
        let (end, value) = (step + chance.nanoseconds(below: 3000), chance.next())
        table.store(value, for: key, until: end, at: step)
        dictionary[key] = (end, value)
      }
    }
    #expect(problem == nil && table.evicted == 0)
  }
}
