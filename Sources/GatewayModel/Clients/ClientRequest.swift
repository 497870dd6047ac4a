import GatewayCore
import Simulation
import Statistics
import TimeAndChance

/// One request of an upstream caller; its calls are messages of their own.
///
/// ```
///               ┌────────── pause ◀─────────┐ calls left
///   offered ─▶ calling ─ time-out, failure ─┴─▶ gave up
///               └── success ─▶ served
/// ```
///
/// A caller that gives up does not stop the work: its calls go on, and nobody hears how they end.
/// The record stays until the last of them has ended.
struct ClientRequest: BitwiseCopyable {
  let id: UInt64
  let offered: Instant
  let deadline: Instant
  let cohort: UInt8
  let region: UInt8
  let tenant: UInt16
  var marks: Message.Marks
  /// A repetition that was sent beside a call that goes on: nobody counts how it ends.
  let isEcho: Bool
  var isPausing = false
  var isOver = false
  var calls: UInt16 = 0
  /// Calls that have not ended and whose answer would be heard.
  var open: UInt16 = 0
  /// Counts what it waits for, so that a clock of an earlier call is recognised.
  var turn: UInt16 = 0
  /// The latest call.
  var call = Slab<Message>.Handle(index: .max, generation: 0)
}

/// How the callers of one class behave.
struct ClientFacts: Sendable {
  let wait: Sampler
  let pause: Sampler
  let attempts: Int
  let honours: Double
  let again: Double
  let pausingAtMost: Int
  let insists: Bool
  let hearsLateAnswers: Bool

  init(_ plan: ClientPlan) {
    wait = Sampler(plan.wait)
    pause = Sampler(plan.pause)
    attempts = plan.attempts
    honours = plan.honourRetryAfter
    again = plan.triesAgain
    pausingAtMost = plan.pausingAtMost ?? .max
    insists = plan.insists
    hearsLateAnswers = plan.hearsLateAnswers
  }
}
