import Testing
import TimeAndChance

@testable import Simulation

@Suite
struct SideHeapTests {
  /// Against sorting by (time, turn): a million operations from one seed, with many ties.
  @Test
  func itAlwaysHasTheEarliestAndTiesInTurn() {
    var chance = RandomStream(Seed(17))
    var heap = SideHeap(capacity: 1)
    var waiting = 0
    var last: (time: Int64, turn: UInt64) = (.min, 0)
    for turn in 0..<1_000_000 as Range<UInt64> {
      if waiting == 0 || (waiting < 200 && chance.happens(0.51)) {
        // Never before what was taken, as on a timeline: then what comes out must be sorted.
        let earliest = max(last.time, 0)
        heap.insert(earliest + Int64(chance.below(4)), turn)
        waiting += 1
      } else {
        let first = heap.first
        let entry = heap.removeFirst()
        let isInOrder =
          entry.nanoseconds > last.time
          || (entry.nanoseconds == last.time && entry.payload > last.turn)
        if !isInOrder || first != entry.nanoseconds {
          Issue.record("seed 17, turn \(turn): \(entry) after \(last)")
          return
        }
        last = (entry.nanoseconds, entry.payload)
        waiting -= 1
      }
    }
    #expect(heap.count == waiting)
  }
}
