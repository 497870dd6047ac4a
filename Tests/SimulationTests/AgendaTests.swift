import Testing
import TimeAndChance

@testable import Simulation

/// The agenda against a list that is obviously right: sorted by (time, insertion).
private struct PlainAgenda {
  private var entries: [(time: Int64, turn: Int, payload: UInt64)] = []
  private var turns = 0

  mutating func schedule(_ payload: UInt64, _ time: Int64) {
    var low = 0
    var high = entries.count
    // Latest first, so that taking the next one is cheap; an equal time goes before its elders.
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].time > time { low = middle + 1 } else { high = middle }
    }
    entries.insert((time, turns, payload), at: low)
    turns += 1
  }

  mutating func next(notAfter limit: Int64) -> (Int64, UInt64)? {
    guard let last = entries.last, last.time <= limit else { return nil }
    entries.removeLast()
    return (last.time, last.payload)
  }
}

/// How far ahead a test schedules: from ties and nanoseconds to years.
private enum Law: Int, CaseIterable, Sendable {
  case ties
  case narrow
  case wide
  case bimodal
  case powers

  func delay(_ chance: inout RandomStream) -> Int64 {
    switch self {
    case .ties: Int64(chance.below(4)) * 1000
    case .narrow: Int64(chance.below(50_000))
    case .wide: Int64(chance.below(60_000_000_000))
    case .bimodal: chance.happens(0.9) ? Int64(chance.below(100_000)) : 1_500_000_000_000
    case .powers: Int64(1) << Int64(chance.below(61))
    }
  }
}

@Suite
struct AgendaTests {
  @Test(arguments: Law.allCases, [1, 3, 100, 5_000])
  private func agreesWithAPlainListEntryByEntry(law: Law, pending: Int) {
    var chance = RandomStream(Seed(UInt64(law.rawValue)), "agenda \(pending)")
    var agenda = Agenda()
    var plain = PlainAgenda()
    var differences = 0
    var payload: UInt64 = 0
    func add(after now: Int64, _ agenda: inout Agenda, _ plain: inout PlainAgenda) {
      let time = saturatingSum(now, law.delay(&chance)) & (.max >> 1)
      guard time >= now else { return }
      payload += 1
      agenda.schedule(payload, at: Instant(nanoseconds: time))
      plain.schedule(payload, time)
    }
    for _ in 0..<pending { add(after: 0, &agenda, &plain) }
    var now: Int64 = 0
    for step in 0..<40_000 {
      // Mostly unlimited, sometimes a peek that must not disturb what comes after.
      let limit = step % 3 == 0 ? saturatingSum(now, law.delay(&chance) / 2) : .max
      let entry = agenda.next(notAfter: Instant(nanoseconds: limit))
      let expected = plain.next(notAfter: limit)
      if entry?.nanoseconds != expected?.0 || entry?.payload != expected?.1 { differences += 1 }
      if let entry { now = entry.nanoseconds }
      if entry != nil || step % 5 == 0 { add(after: now, &agenda, &plain) }
    }
    #expect(differences == 0)
  }

  @Test
  func anInsertAfterAPeekIsNotLost() {
    var agenda = Agenda()
    agenda.schedule(1, at: Instant(nanoseconds: 60_000_000_000))
    let early = agenda.next(notAfter: Instant(nanoseconds: 30_000_000_000))
    agenda.schedule(2, at: Instant(nanoseconds: 1_000))
    let order = [early, agenda.next(), agenda.next(), agenda.next()].map { $0?.payload }
    #expect(order == [nil, 2, 1, nil])
  }

  @Test
  func equalTimesStayFirstInFirstOutAcrossGrowthAndRetuning() {
    var agenda = Agenda()
    var next: UInt64 = 0
    var expected: UInt64 = 0
    var disorder = 0
    for round in 0..<40 {
      let time = Instant(nanoseconds: Int64(round) * 7_000_000)
      for _ in 0..<20_000 {
        agenda.schedule(next, at: time)
        next += 1
      }
    }
    while let entry = agenda.next() {
      if entry.payload != expected { disorder += 1 }
      expected += 1
    }
    #expect(disorder == 0)
    #expect(expected == next)
    #expect(agenda.count == 0)
  }

  @Test
  func aWorldThatGrowsBusySpillsTheSideHeap() {
    var agenda = Agenda()
    var chance = RandomStream(Seed(5), "spill")
    // A quiet hour makes ticks wide …
    agenda.schedule(0, at: .zero)
    for _ in 0..<20_000 {
      guard let entry = agenda.next() else { break }
      agenda.schedule(0, at: entry.time.advanced(byNanoseconds: 3_000_000_000))
    }
    // … and then a hundred thousand entries want to be within the next ten milliseconds.
    let start = agenda.now.nanoseconds
    for payload in 1...100_000 as ClosedRange<UInt64> {
      let delay = Int64(chance.below(10_000_000))
      agenda.schedule(payload, at: Instant(nanoseconds: start + delay))
    }
    #expect(agenda.side.count <= Agenda.crowded)
    var previous = start
    var disorder = 0
    while let entry = agenda.next(), entry.payload != 0 {
      if entry.nanoseconds < previous { disorder += 1 }
      previous = entry.nanoseconds
    }
    #expect(disorder == 0)
  }
}
