public import TimeAndChance

/// Takes load off a system that struggles in steps: a small delay, then less important messages,
/// then everything; and gives it back as slowly.
///
/// ```
///            a signal is above its threshold, and the dwell is over
///   floor --> rung 1 --> rung 2 --> ... --> open
///     ^---------<----------<-----------------'
///            no signal is on, and the dwell is over
/// ```
///
/// A signal comes on after it was bad for some time and goes off after it was good for some time, at
/// a lower value; in between the ladder holds still. Opening at once is what a breaker does; this is
/// for overload, where half of the load may be just right. Signals are looked at on a fixed beat, so
/// the result does not depend on how often the ladder is asked. Constant cost, no allocation.
public struct PressureLadder: Sendable, Hashable {
  /// The choices in force.
  public let configuration: Configuration
  /// The rung that is in force, 0 for none.
  public private(set) var rung = 0
  /// What each rung of the ladder did, gentlest first.
  public private(set) var meters: ContiguousArray<RungMeter>

  /// What the signals said at one beat.
  private struct Look: Sendable, Hashable {
    var hot: UInt8 = 0
    var cool: UInt8 = 0xff
    var worst: SignalName?
    var value = 0.0
    var threshold = 0.0
  }

  /// A signal's way to being on or off.
  private struct Memory: Sendable, Hashable {
    var isActive = false
    var since: Int64 = .min
  }

  private let beat: Int64
  private let dwell: Int64
  private let isSampled: Bool
  private let lasting: ContiguousArray<Int64>
  private let clearing: ContiguousArray<Int64>
  private var sensor: PressureSensor
  private var memory = ContiguousArray(repeating: Memory(), count: 6)
  /// Looks that are still on their way, oldest at `cursor`.
  private var pipeline: ContiguousArray<Look>
  private var cursor = 0
  private var active: UInt8 = 0
  private var clock: Int64
  private var nextBeat: Int64
  private var steppedAt: Int64 = .min
  @usableFromInline
  var steps: ContiguousArray<Step> = []

  /// Creates a ladder with nobody on it.
  public init(_ configuration: Configuration, at now: Instant = .zero) {
    beat = configuration.interval.wholeNanoseconds
    precondition(beat > 0, "signals are looked at some time apart")
    precondition(configuration.window > .zero, "a window has a length")
    self.configuration = configuration
    dwell = configuration.dwell.wholeNanoseconds
    isSampled = configuration.sampled.value < 1
    clock = now.nanoseconds
    nextBeat = saturatingSum(now.nanoseconds, beat)
    meters = ContiguousArray(repeating: RungMeter(), count: configuration.ladder.count)
    sensor = PressureSensor(
      window: configuration.window.wholeNanoseconds,
      latency: configuration.latency,
      at: now.nanoseconds
    )
    let beats = (configuration.delay.wholeNanoseconds + beat - 1) / beat
    pipeline = ContiguousArray(repeating: Look(), count: Int(beats) + 1)
    let signals = SignalName.allCases.map { configuration.patience(of: $0) }
    lasting = ContiguousArray(signals.map(\.lasting))
    clearing = ContiguousArray(signals.map(\.clearing))
  }

  /// Takes note of a result.
  public mutating func observe(
    _ result: Result,
    elapsed: Int64,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    meet(now)
    if isSampled && !chance.happens(configuration.sampled.value) { return }
    sensor.add(result, elapsed: elapsed, at: clock)
  }

  /// Takes note of the load that the other side reports (1 is full).
  public mutating func sense(load: Double, at now: Instant) {
    read(0, load, at: now)
  }

  /// Takes note of the messages that wait here.
  public mutating func sense(queue: Int, at now: Instant) {
    read(1, Double(queue), at: now)
  }

  /// Takes note of the share of our processors in use.
  public mutating func sense(cpu: Double, at now: Instant) {
    read(2, cpu, at: now)
  }

  /// Decides about a message.
  ///
  /// - Returns: `proceed` in a dry run, whatever would have been.
  public mutating func admit(
    priority: UInt8,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Action {
    meet(now)
    guard rung > 0 else { return .proceed }
    return act(on: priority, using: &chance)
  }

  /// What the rungs in force do to a message.
  @inline(never)
  private mutating func act(on priority: UInt8, using chance: inout RandomStream) -> Action {
    var action = Action.proceed
    var actor = 0
    for index in 0..<rung {
      switch configuration.ladder[index] {
      case .delay(let span):
        guard action == .proceed else { continue }
        let mean = Double(span.wholeNanoseconds)
        action = .delay(nanoseconds: nanosecondsRounded(mean * chance.uniform(from: 0.5, to: 1.5)))
        actor = index
      case .shed(let lowest):
        guard priority >= lowest, action != .shed else { continue }
        action = .shed
        actor = index
      case .open:
        let wait = configuration.retryAfter.wholeNanoseconds
        action = .refuse(retryAfter: saturatingSum(wait, chance.nanoseconds(below: wait / 5 + 1)))
        actor = index
      }
      if case .refuse = action { break }
    }
    guard action != .proceed else { return .proceed }
    meters[actor].acted &+= 1
    return configuration.isDryRun ? .proceed : action
  }

  /// `advance` for whoever calls often: between two beats time changes nothing.
  @inline(__always)
  private mutating func meet(_ now: Instant) {
    if now.nanoseconds >= nextBeat {
      advance(to: now)
    } else if now.nanoseconds > clock {
      clock = now.nanoseconds
    }
  }

  /// Applies what time alone changes, up to and including `now`; every other call does so first.
  public mutating func advance(to now: Instant) {
    clock = max(clock, now.nanoseconds)
    while nextBeat <= clock && nextBeat != .max {
      if isIdle {
        nextBeat = saturatingSum(nextBeat, (clock - nextBeat) / beat * beat)
        for index in memory.indices { memory[index].since = .min }
        for index in pipeline.indices { pipeline[index] = Look() }
        cursor = 0
      }
      look(at: nextBeat)
      nextBeat = saturatingSum(nextBeat, beat)
    }
  }

  /// Whether something waits in `takeStep`.
  @inlinable
  public var hasSteps: Bool { !steps.isEmpty }

  /// Returns the oldest step that nobody has taken yet; of more than 64 the oldest are dropped.
  public mutating func takeStep() -> Step? {
    steps.isEmpty ? nil : steps.removeFirst()
  }

  /// When the signals are looked at next; nil while nothing can come of it.
  public var nextDeadline: Instant? { isIdle ? nil : Instant(nanoseconds: nextBeat) }

  /// Whether a signal is on.
  public func isOn(_ signal: SignalName) -> Bool { active & 1 << signal.rawValue != 0 }

  /// Whether looking changes nothing: no results, no readings, nobody on the ladder, nothing on its way.
  private var isIdle: Bool {
    rung == 0 && active == 0 && sensor.isEmpty && !sensor.hasReadings(at: nextBeat)
      && pipeline.allSatisfy { $0.hot == 0 }
  }

  private mutating func read(_ gauge: Int, _ value: Double, at now: Instant) {
    meet(now)
    sensor.read(gauge, value, at: clock)
  }

  private mutating func look(at moment: Int64) {
    sensor.expire(at: moment)
    pipeline[cursor] = current(at: moment)
    cursor = cursor + 1 == pipeline.count ? 0 : cursor + 1
    let arrived = pipeline[cursor]
    for index in memory.indices { remember(index, arrived, at: moment) }
    for index in 0..<rung { meters[index].inForce &+= beat }
    climb(arrived, at: moment)
  }

  private func current(at moment: Int64) -> Look {
    var look = Look()
    var worst = 0.0
    for signal in SignalName.allCases {
      guard let (value, above, until) = reading(signal, at: moment) else { continue }
      let bit = UInt8(1) << signal.rawValue
      let isHot: Bool
      if signal == .latency {
        isHot = value > above
        if until > above { look.cool &= ~bit }
      } else {
        isHot = value > above
        if value > until { look.cool &= ~bit }
      }
      guard isHot else { continue }
      look.hot |= bit
      let excess = above > 0 ? value / above : .infinity
      if look.worst == nil || excess > worst {
        worst = excess
        look.worst = signal
        look.value = value
        look.threshold = above
      }
    }
    return look
  }

  /// The value of a signal, the value above which it is hot, and the one up to which it is cool; of
  /// latency the share beyond the upper threshold, the tail, and the share beyond the lower one.
  private func reading(_ signal: SignalName, at moment: Int64) -> (Double, Double, Double)? {
    let sum = sensor.sum
    let isEnough = Int(sum.total) >= max(1, configuration.minimumResults)
    func share(_ part: Int32) -> Double { isEnough ? Double(part) / Double(sum.total) : 0 }
    func pair(_ value: Double, _ choice: Signal?) -> (Double, Double, Double)? {
      choice.map { (value, $0.above, $0.until) }
    }
    return switch signal {
    case .latency:
      configuration.latency.map { (share(sum.aboveEnter), $0.tail.value, share(sum.aboveLeave)) }
    case .errorRate: pair(share(sum.failed), configuration.errorRate)
    case .throttledRate: pair(share(sum.throttled), configuration.throttledRate)
    case .load: pair(sensor.gauge(0, at: moment), configuration.load)
    case .queue: pair(sensor.gauge(1, at: moment), configuration.queue)
    case .cpu: pair(sensor.gauge(2, at: moment), configuration.cpu)
    }
  }

  private mutating func remember(_ index: Int, _ look: Look, at moment: Int64) {
    let bit = UInt8(1) << UInt8(index)
    let isActive = memory[index].isActive
    let tends = isActive ? look.cool & bit != 0 : look.hot & bit != 0
    guard tends else {
      memory[index].since = .min
      return
    }
    if memory[index].since == .min { memory[index].since = moment }
    let patience = isActive ? clearing[index] : lasting[index]
    guard moment - memory[index].since >= patience else { return }
    memory[index] = Memory(isActive: !isActive)
    active ^= bit
  }

  private mutating func climb(_ look: Look, at moment: Int64) {
    guard steppedAt == .min || moment - steppedAt >= dwell else { return }
    if active & look.hot != 0 && rung < configuration.ladder.count {
      step(to: rung + 1, look, at: moment)
    } else if active == 0 && rung > 0 {
      step(to: rung - 1, nil, at: moment)
    }
  }

  private mutating func step(to next: Int, _ look: Look?, at moment: Int64) {
    if steps.count == 64 { steps.removeFirst() }
    steps.append(
      Step(
        at: Instant(nanoseconds: moment),
        from: rung,
        to: next,
        cause: look?.worst,
        value: look?.value ?? 0,
        threshold: look?.threshold ?? 0,
        isDryRun: configuration.isDryRun
      )
    )
    if next > rung { meters[next - 1].entered += 1 }
    rung = next
    steppedAt = moment
  }
}

extension PressureLadder.Configuration {
  fileprivate func patience(
    of name: PressureLadder.SignalName
  ) -> (lasting: Int64, clearing: Int64) {
    func spans(_ signal: PressureLadder.Signal?) -> (Int64, Int64) {
      (signal?.lasting.wholeNanoseconds ?? 0, signal?.clearing.wholeNanoseconds ?? 0)
    }
    return switch name {
    case .latency:
      (latency?.lasting.wholeNanoseconds ?? 0, latency?.clearing.wholeNanoseconds ?? 0)
    case .errorRate: spans(errorRate)
    case .throttledRate: spans(throttledRate)
    case .load: spans(load)
    case .queue: spans(queue)
    case .cpu: spans(cpu)
    }
  }
}
