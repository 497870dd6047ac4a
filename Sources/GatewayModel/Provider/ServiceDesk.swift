import Policies
import Simulation

/// A provider's slots and the queue before them, for providers with a limit.
///
/// Work that nobody waits for any more keeps its place and its slot: that is what makes retry storms
/// real. A ticket therefore outlives its message.
struct ServiceDesk {
  /// A call in the queue or on a slot.
  struct Ticket: BitwiseCopyable {
    var message: Slab<Message>.Handle
    /// Which attempt of the message it is; another one means that nobody waits for this ticket.
    var attempt: UInt16
    var fate: UInt8
    /// The service that it will need.
    var work: Int64
    /// On top of the service, there and back.
    var travel: Int64
  }

  enum Entry {
    /// A slot was free: the service ends then.
    case serving
    case queued
    case full
  }

  let plan: ProviderPlan.Capacity
  var slots: Int
  private(set) var busy = 0
  private(set) var waiting: [Ticket] = []
  private var head = 0

  init(_ plan: ProviderPlan.Capacity) {
    self.plan = plan
    slots = plan.concurrent
  }

  var queued: Int { waiting.count - head }

  /// The share of the slots in use, in [0, 1].
  var use: Double { slots == 0 ? 1 : min(1, Double(busy) / Double(slots)) }

  /// How loaded it says it is: calls in it per slot, so that 1 is full and more is a queue.
  var load: Double { Double(busy + queued) / Double(max(1, slots)) }

  mutating func enter(_ ticket: Ticket) -> Entry {
    if busy < slots {
      busy += 1
      return .serving
    }
    guard plan.queue.map({ queued < $0 }) ?? true else { return .full }
    waiting.append(ticket)
    return .queued
  }

  /// There may be more slots than before: who is served next on one of them, if anybody.
  mutating func admitWaiting() -> Ticket? {
    guard busy < slots, head < waiting.count else { return nil }
    busy += 1
    head += 1
    return waiting[head - 1]
  }

  /// A slot has done its work: who is served next on it, if anybody.
  mutating func next() -> Ticket? {
    guard busy <= slots, head < waiting.count else {
      busy -= 1
      return nil
    }
    let ticket = waiting[head]
    head += 1
    if head > 1024 && head * 2 > waiting.count {
      waiting.removeFirst(head)
      head = 0
    }
    return ticket
  }
}
