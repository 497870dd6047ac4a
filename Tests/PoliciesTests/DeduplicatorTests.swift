import Policies
import Testing
import TimeAndChance

@Suite
struct DeduplicatorTests {
  /// The same notification ten times, an hour apart, under a window of four hours.
  @Test
  func remembersForExactlyTheWindow() {
    var memory = Deduplicator(window: .seconds(4 * 3600), capacity: 100)
    let key = Deduplicator.key(notification: 1, device: 2)
    let other = Deduplicator.key(notification: 2, device: 1)
    var line = ""
    for hour: Int64 in 0..<10 {
      line += memory.isNew(key, at: Instant(nanoseconds: hour * 3_600_000_000_000)) ? "n" : "d"
    }
    line += memory.isNew(other, at: .zero) ? "n" : "d"
    memory.forget(other, at: .zero)
    line += memory.isNew(other, at: .zero) ? "n" : "d"
    #expect(line == "ndddndddndnn")
    #expect(memory.suppressed == 7)
  }

  /// A million sends of a hot set: nothing within the window twice unless something was forgotten.
  @Test(arguments: [100, 100_000])
  func memoryIsBoundedAndForgettingIsCounted(_ capacity: Int) {
    let seed = Seed(24)
    var chance = RandomStream(seed)
    var memory = Deduplicator(window: .nanoseconds(50_000), capacity: capacity)
    var sent: [UInt64: Int64] = [:]
    var twice: Int64 = 0
    for step: Int64 in 0..<500_000 {
      let key = Deduplicator.key(notification: 7, device: chance.below(20_000))
      guard memory.isNew(key, at: Instant(nanoseconds: step)) else { continue }
      if let last = sent[key], step - last < 50_000 { twice += 1 }
      sent[key] = step
    }
    #expect(twice <= memory.forgotten, "seed \(seed.value)")
    #expect(capacity == 100 ? twice > 0 : twice == 0)
  }
}
