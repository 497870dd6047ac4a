import TimeAndChance

/// The arrivals of one class, generated one at a time, from zero to just before the end.
///
/// What falls on the end itself does not happen: it would be counted at the end of the run and in no
/// row of the timeline, which are half-open.
///
/// Rates that vary are sampled exactly by thinning (Lewis and Shedler 1979): candidates come at the
/// highest rate of the present piece, and each is kept with the share that the rate has of it. Where
/// a piece ends the process starts afresh, which a Poisson process may.
struct ArrivalStream: Sendable {
  /// When the next message arrives; `.distantFuture` when none will.
  private(set) var next: Instant
  /// How many have arrived.
  private(set) var count: UInt64 = 0

  private let law: Law
  private let rate: RateCurve
  private let end: Int64
  private var chance: RandomStream
  private var remaining: Int
  private var phase = 0
  private var phaseEnd: Int64 = .max
  /// The piece of the rate in which arrivals are drawn now; looked up only where it ends.
  private var piece: RateCurve.Piece

  private enum Law: Sendable {
    case poisson
    case batches(size: Int)
    case regular(spacing: Double)
    case bursts(every: Int64, size: Int)
    case markov([(rate: Double, stay: Double)])
    case released(at: Int64, spacing: Double)
  }

  init(
    _ source: TrafficClass.Source,
    shape: LoadShape,
    starts: Duration,
    until end: Instant,
    using chance: RandomStream
  ) {
    self.chance = chance
    self.end = end.nanoseconds
    remaining = .max
    switch source {
    case .arrivals(.poisson(let rate)):
      law = .poisson
      self.rate = RateCurve(rate.perSecond, shape: shape, starts: starts)
    case .arrivals(.batches(let rate, let size)):
      law = .batches(size: size)
      self.rate = RateCurve(rate.perSecond, shape: shape, starts: starts)
    case .arrivals(.regular(let rate)):
      law = .regular(spacing: 1e9 / rate.perSecond)
      self.rate = RateCurve(rate.perSecond, shape: .constant, starts: starts)
    case .arrivals(.bursts(let every, let size)):
      law = .bursts(every: every.wholeNanoseconds, size: size)
      self.rate = RateCurve(0, shape: .constant, starts: starts)
    case .arrivals(.mmpp(let states)):
      law = .markov(states.map { ($0.rate.perSecond, $0.stay.inSeconds) })
      self.rate = RateCurve(0, shape: .constant, starts: starts)
    case .arrivals(.trace(let rates, let step)):
      law = .poisson
      self.rate = RateCurve(steps: rates, each: step)
    case .campaign(let campaign):
      law = .released(at: campaign.at.wholeNanoseconds, spacing: campaign.spacing)
      self.rate = RateCurve(0, shape: .constant, starts: starts)
      remaining = campaign.messages
      // The provider brings these by itself.
      if case .topic = campaign.by { remaining = 0 }
    }
    piece = self.rate.piece(at: 0)
    next = .zero
    next = first()
  }

  /// Takes the arrival that is due and looks for the one after it.
  mutating func advance() {
    count &+= 1
    if remaining != .max {
      remaining -= 1
      guard remaining > 0 else {
        next = .distantFuture
        return
      }
    }
    let time = after(next.nanoseconds)
    next = time >= end ? .distantFuture : Instant(nanoseconds: time)
  }

  private mutating func first() -> Instant {
    let time: Int64
    switch law {
    case .poisson, .batches: time = thinned(after: 0)
    case .regular(let spacing): time = nanosecondsRounded(spacing)
    case .bursts(let every, _): time = every
    case .markov(let states):
      phase = Self.stationary(states, chance.unit())
      phaseEnd = nanosecondsRounded(chance.exponential() * states[phase].stay * 1e9)
      time = markov(states, after: 0)
    case .released(let at, _): time = at
    }
    return time >= end || remaining == 0 ? .distantFuture : Instant(nanoseconds: time)
  }

  /// A state as often as the chain is in it: by its mean stay, since every state is visited in turn.
  ///
  /// What is left of an exponential stay is distributed like a whole one.
  private static func stationary(_ states: [(rate: Double, stay: Double)], _ luck: Double) -> Int {
    var left = luck * states.reduce(0) { $0 + $1.stay }
    for (index, state) in states.enumerated() {
      left -= state.stay
      if left < 0 { return index }
    }
    return states.count - 1
  }

  private mutating func after(_ now: Int64) -> Int64 {
    switch law {
    case .poisson: return thinned(after: now)
    case .batches(let size):
      return count % UInt64(size) == 0 ? thinned(after: now) : now
    // Multiplied, not added up: a million roundings would drift.
    case .regular(let spacing): return nanosecondsRounded(Double(count &+ 1) * spacing)
    case .bursts(let every, let size): return count % UInt64(size) == 0 ? now + every : now
    case .markov(let states): return markov(states, after: now)
    case .released(let at, let spacing): return at + nanosecondsRounded(Double(count) * spacing)
    }
  }

  private mutating func thinned(after now: Int64) -> Int64 {
    var time = now
    while true {
      if time >= piece.end { piece = rate.piece(at: time) }
      guard piece.highest > 0 else {
        guard piece.end < end else { return .max }
        time = piece.end
        continue
      }
      let step = chance.exponential() * 1e9 / piece.highest
      guard step < Double(piece.end &- time) else {
        guard piece.end < end else { return .max }
        time = piece.end
        continue
      }
      time = time &+ nanosecondsRounded(step)
      if piece.isFlat || chance.unit() * piece.highest < rate.value(at: time) { return time }
    }
  }

  private mutating func markov(_ states: [(rate: Double, stay: Double)], after now: Int64) -> Int64
  {
    var time = now
    while true {
      let rate = states[phase].rate
      let step = rate > 0 ? chance.exponential() * 1e9 / rate : .infinity
      if step < Double(phaseEnd &- time) { return time &+ nanosecondsRounded(step) }
      guard phaseEnd < end else { return .max }
      time = phaseEnd
      phase = (phase + 1) % states.count
      phaseEnd = saturatingSum(
        time,
        nanosecondsRounded(chance.exponential() * states[phase].stay * 1e9)
      )
    }
  }
}

extension Campaign {
  /// Nanoseconds between two released messages.
  var spacing: Double {
    switch by {
    case .atOnce: 0
    case .over(let span): span.inSeconds * 1e9 / Double(max(1, messages))
    case .serial(let rate): 1e9 / rate.perSecond
    case .shards(let count, let each): 1e9 / (each.perSecond * Double(count))
    // ~10,000/s of topic fan-out per project is "not uncommon, not guaranteed" (Google, quotas page).
    case .topic: 1e9 / 10_000
    }
  }
}
