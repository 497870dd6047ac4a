public import TimeAndChance

/// Stops pruning, and raises an alarm, when far more tokens than usual are called invalid.
///
/// A deploy that sends sandbox tokens to production, or a corrupted table, looks to the classifier
/// exactly like a wave of uninstalls; pruning through it destroys the registry in silence. The
/// share of invalid answers is judged over the last thousand answers, so the loss until the alarm
/// does not depend on the rate, and against a baseline that follows the usual share slowly.
///
///                  first full window            share >= limit
///      learning ----------------------> watching <==========> alarmed
///          |                                   share <= release for `hold`, or a person accepts
///          +------- share >= 50 % ------------------------------->
///
/// The limit is `invalidAbove` × baseline, but never higher than halfway from the baseline to
/// "all of them": three times 40 % could not be reached. Costs a few nanoseconds an answer and
/// allocates once.
public struct PruneGuard: Sendable {
  /// The thresholds.
  public let settings: Settings

  /// Spans in nanoseconds, converted once: a `Duration` is 128 bits wide.
  private let period: Int64
  private let hold: Int64

  private enum State: Sendable {
    case learning
    case watching
    case alarmed(calmSince: Instant?)
  }

  private var state: State
  private var window: AnswerWindow
  private var minute = (answers: 0, invalid: 0, start: Instant.zero)
  private var latest = Instant(nanoseconds: .min)

  /// The usual share of invalid answers; the floor while nothing has been learned.
  public private(set) var baseline: Double

  /// How often the alarm was raised.
  public private(set) var alarms = 0

  /// Creates a guard that has seen nothing.
  public init(_ settings: Settings = Settings()) {
    self.settings = settings
    period = settings.memory.wholeNanoseconds / 10
    hold = settings.hold.wholeNanoseconds
    window = AnswerWindow(size: settings.window)
    if let known = settings.baseline {
      baseline = max(known.value, settings.floor.value)
      state = .watching
    } else {
      baseline = settings.floor.value
      state = .learning
    }
  }

  /// Whether pruning may go on.
  ///
  /// A guard that only warns (`stops` is false) always says yes.
  public var mayPrune: Bool { !(isAlarmed && settings.stops) }

  /// Whether the alarm is up.
  public var isAlarmed: Bool {
    switch state {
    case .alarmed: true
    case .learning, .watching: false
    }
  }

  /// The share of invalid answers among the last ones; 0 before the first.
  public var share: Double { window.share }

  /// The share at which the alarm is raised.
  public var limit: Double {
    switch state {
    case .learning: 0.5
    case .watching, .alarmed: min(settings.invalidAbove * baseline, (1 + baseline) / 2)
    }
  }

  /// The share at which calm begins: halfway from the baseline to the limit.
  public var release: Double { (baseline + limit) / 2 }

  /// Counts one answer about a token.
  ///
  /// - Parameters:
  ///   - invalid: Whether the provider called the token invalid, whatever hygiene made of it.
  ///   - now: The time of the answer; stepping back counts as standing still.
  /// - Returns: The alarm's rise or fall, if this answer caused one.
  @discardableResult
  public mutating func record(invalid: Bool, at now: Instant) -> Change? {
    if latest.nanoseconds == .min { minute.start = now }
    latest = max(latest, now)
    window.record(invalid)
    minute.answers += 1
    minute.invalid += invalid ? 1 : 0
    let change = judge(at: latest)
    if minute.start.nanoseconds(to: latest) >= period {
      followBaseline()
      minute = (answers: 0, invalid: 0, start: latest)
    }
    return change
  }

  /// Takes the present share as the new usual one and lowers the alarm.
  ///
  /// For the person who has looked and found the wave genuine, as in July 2025, when Apple tuned
  /// its reporting of unused tokens and the rate stayed higher.
  public mutating func acceptPresentShare(at now: Instant) -> Change? {
    latest = max(latest, now)
    let wasAlarmed = isAlarmed
    baseline = max(window.share, settings.floor.value)
    state = .watching
    return wasAlarmed ? change(.lowered, at: latest) : nil
  }

  private mutating func judge(at now: Instant) -> Change? {
    guard window.answers >= settings.window / 5 else { return nil }
    switch state {
    case .learning, .watching:
      if window.share >= limit {
        alarms += 1
        let raised = change(.raised, at: now)
        if case .learning = state { baseline = settings.floor.value }
        state = .alarmed(calmSince: nil)
        return raised
      }
      if case .learning = state, window.isFull {
        baseline = max(window.share, settings.floor.value)
        state = .watching
      }
      return nil
    case .alarmed(let calmSince):
      guard window.share <= release else {
        state = .alarmed(calmSince: nil)
        return nil
      }
      let start = calmSince ?? now
      guard start.nanoseconds(to: now) >= hold else {
        state = .alarmed(calmSince: start)
        return nil
      }
      state = .watching
      return change(.lowered, at: now)
    }
  }

  /// Moves the baseline a tenth of the way, only while all is well, and never past the limit.
  private mutating func followBaseline() {
    guard case .watching = state, minute.answers >= settings.window / 5 else { return }
    let seen = min(Double(minute.invalid) / Double(minute.answers), limit)
    baseline = max(baseline + (seen - baseline) / 10, settings.floor.value)
  }

  private func change(_ direction: Change.Direction, at now: Instant) -> Change {
    Change(at: now, direction: direction, share: window.share, baseline: baseline, limit: limit)
  }
}
