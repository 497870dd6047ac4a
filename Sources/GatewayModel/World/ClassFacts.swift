import GatewayCore
import TimeAndChance

/// What is read of a class on the way of each of its messages: the plan's own values hold arrays,
/// and copying one costs more than everything else that happens to a message.
struct ClassFacts: BitwiseCopyable {
  /// Nanoseconds until a message is not sent any more; `Int64.max` for never.
  let life: Int64
  /// Nanoseconds until a message is late, sent or not; `Int64.max` for never.
  let worth: Int64
  /// Nanoseconds until its fallback takes over; `Int64.max` for never.
  let fallbackClock: Int64
  let priority: UInt8
  /// Whether being in time can be judged.
  let hasDeadline: Bool
  let hasPatience: Bool
  /// Tokens, callers, tenants, routes or copies: what most classes have nothing of.
  let hasExtras: Bool
  /// How often a notification is offered.
  let copies: UInt64
  /// Where in the list of destinations its own begin, and how many there are.
  let firstDestination: Int32
  let destinations: Int32

  init(_ traffic: TrafficClass, firstDestination: Int, hasExtras: Bool) {
    life = (traffic.ttl ?? traffic.deadline)?.wholeNanoseconds ?? .max
    worth = traffic.deadline?.wholeNanoseconds ?? .max
    // A policy without the slot never falls back, whatever the class names.
    let fallsBack = traffic.policies.contains { $0.fallback == .ofClass }
    fallbackClock = fallsBack ? traffic.fallback?.afterElapsed?.wholeNanoseconds ?? .max : .max
    priority = traffic.priority
    hasDeadline = traffic.deadline != nil
    hasPatience = traffic.patience != nil
    self.hasExtras = hasExtras
    copies = UInt64(max(1, traffic.copies))
    self.firstDestination = Int32(firstDestination)
    destinations = Int32(traffic.to.count)
  }

  /// When a message that was offered then is not sent any more.
  @inline(__always)
  func deadline(from offered: Instant) -> Instant {
    offered.advanced(byNanoseconds: life)
  }

  /// Whether it can be judged within the run if a message that was offered then is in time.
  @inline(__always)
  func isJudged(_ offered: Instant, by end: Int64) -> Bool {
    hasDeadline && offered.advanced(byNanoseconds: worth).nanoseconds <= end
  }
}

/// A provider that a class is sent to, and the luck below which it is.
struct DestinationFacts: BitwiseCopyable {
  let below: Double
  let lane: UInt8
}

/// What is read of a region on the way of a message.
struct RegionFacts: BitwiseCopyable {
  let below: Double
  let firstServer: Int
  let servers: Int
}
