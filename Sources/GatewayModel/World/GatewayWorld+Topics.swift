import GatewayCore
import Simulation
import Statistics
import TimeAndChance

extension GatewayWorld {
  mutating func beginTopics(on agenda: inout Agenda) {
    for (index, one) in topics.fanOuts.enumerated() where one.at < end {
      agenda.schedule(
        WorldEvent(.fanOut, UInt32(index)).bits,
        at: Instant(nanoseconds: one.at)
      )
    }
  }

  /// A fan-out begins or goes on.
  mutating func fanOut(_ index: Int, at now: Instant, on agenda: inout Agenda) {
    let one = topics.fanOuts[index]
    let cell = one.trafficClass * lanes + one.lane
    if now.nanoseconds == one.at {
      recorder.counters[cell].offered &+= one.messages
      recorder.counters[cell].attempts &+= 1
      topics.fanOuts[index].left = one.messages
      if classFacts[one.trafficClass].isJudged(now, by: end) {
        recorder.judged[recorder.place(recorder.cohort, cell)] &+= one.messages
      }
    } else {
      reach(index, cell, at: now)
    }
    guard topics.fanOuts[index].left > 0 else { return }
    agenda.schedule(
      WorldEvent(.fanOut, UInt32(index)).bits,
      at: now.advanced(byNanoseconds: TopicDesk.step)
    )
  }

  /// Those reached in the step that ends now: evenly over it, so half of it late on average.
  private mutating func reach(_ index: Int, _ cell: Int, at now: Instant) {
    let reached = topics.reach(index)
    guard reached > 0 else { return }
    let one = topics.fanOuts[index]
    let offered = Instant(nanoseconds: one.at)
    let elapsed = offered.nanoseconds(to: now) - TopicDesk.step / 2
    let cohort = Int(recorder.cohort(of: one.at))
    let place = recorder.place(cohort, cell)
    recorder.counters[cell].accepted &+= reached
    recorder.accept[place].record(elapsed, times: UInt64(reached))
    recorder.rowAccept[cell].record(elapsed, times: UInt64(reached))
    if extras.delivered.count > 0 {
      extras.delivered[place].record(elapsed, times: UInt64(reached))
    }
    let facts = classFacts[one.trafficClass]
    if facts.isJudged(offered, by: end) && elapsed <= facts.worth {
      recorder.inTime[place] &+= reached
    }
  }
}
