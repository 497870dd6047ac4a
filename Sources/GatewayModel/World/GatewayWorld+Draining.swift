import GatewayCore
import Policies
import Simulation
import TimeAndChance

extension GatewayWorld {
  /// A parked message is due: whether the governor gives it a later place.
  mutating func waitsForPlace(
    _ event: WorldEvent,
    at now: Instant,
    on agenda: inout Agenda
  ) -> Bool {
    let index = event.index
    guard isParked(event) else { return false }
    let lane = Int(topic[index].lane)
    // While the way is shut the breaker speaks for itself: it sends the message back to the topic.
    guard let place = drains.governors[lane]?.place(at: now), place.time > now else {
      return false
    }
    agenda.schedule(ticket(index, place), at: place.time)
    return true
  }

  /// A parked message has reached its place.
  mutating func reachedPlace(_ event: WorldEvent, at now: Instant, on agenda: inout Agenda) {
    let index = event.index
    guard topic.isOccupied(index),
      topic.generation(at: index) & 0xffff == event.generation & 0xffff
    else { return }
    let lane = Int(topic[index].lane)
    let opening = drains.governors[lane]?.opening ?? 0
    if opening & 2047 == event.generation >> 16 {
      let place = DrainGovernor.Place(time: now, opening: opening)
      let waiting = privilegedWaiting(lane)
      if case .giveWay(let next)? = drains.governors[lane]?
        .arrived(at: place, privilegedWaiting: waiting, at: now)
      {
        agenda.schedule(ticket(index, next), at: max(next.time, now.advanced(byNanoseconds: 1)))
        return
      }
    }
    bringBack(index, at: now, on: &agenda)
  }

  private func ticket(_ index: UInt32, _ place: DrainGovernor.Place) -> UInt64 {
    let generation = topic.generation(at: index) & 0xffff
    return WorldEvent(.drain, index, generation: (place.opening & 2047) << 16 | generation).bits
  }

  /// Live messages that parked ones give way to.
  private func privilegedWaiting(_ lane: Int) -> Int {
    guard let behind = drains.behind[lane] else { return 0 }
    return lines.waiting(lane: lane, upTo: isFIFO ? 0 : Int(behind))
  }
}
