public import TimeAndChance

extension PruneGuard {
  /// The thresholds of a guard.
  public struct Settings: Sendable, Hashable {
    /// How many times the usual share raises the alarm.
    public var invalidAbove: Double
    /// Whether the alarm stops pruning, or only warns.
    public var stops: Bool
    /// How many answers the share is taken over; judged from a fifth of it on.
    public var window: Int
    /// The share below which no usual share is taken to lie.
    ///
    /// 5 % is the line that Google draws for client errors before it grants more quota.
    public var floor: Fraction
    /// The usual share where it is known; otherwise the first full window teaches it.
    public var baseline: Fraction?
    /// How long the share must stay calm before the alarm is lowered.
    public var hold: Duration
    /// How far back the baseline remembers: it moves a tenth of the way ten times in this span.
    public var memory: Duration

    /// Creates settings; the defaults are our own choice, not a provider's figure.
    public init(
      invalidAbove: Double = 3,
      stops: Bool = true,
      window: Int = 1_000,
      floor: Fraction = .percent(5),
      baseline: Fraction? = nil,
      hold: Duration = .seconds(300),
      memory: Duration = .seconds(600)
    ) {
      precondition(invalidAbove > 1, "an alarm below the baseline is always up")
      precondition(window >= 10, "a share needs at least ten answers, found \(window)")
      precondition(hold >= .zero && memory > .zero, "spans do not run backwards")
      self.invalidAbove = invalidAbove
      self.stops = stops
      self.window = window
      self.floor = floor
      self.baseline = baseline
      self.hold = hold
      self.memory = memory
    }
  }

  /// The alarm's rise or fall, with the numbers that caused it.
  public struct Change: Sendable, Hashable {
    /// When.
    public let at: Instant
    /// Up or down.
    public let direction: Direction
    /// The share of invalid answers at that moment.
    public let share: Double
    /// The usual share.
    public let baseline: Double
    /// The share that raises the alarm.
    public let limit: Double

    /// Which way an alarm moves.
    public enum Direction: Sendable, Hashable {
      /// Pruning stops.
      case raised
      /// Pruning goes on.
      case lowered
    }
  }

  /// The last answers, in ten buckets of equal count.
  struct AnswerWindow: Sendable {
    private var invalidPerBucket = ContiguousArray<Int>(repeating: 0, count: 10)
    private var current = 0
    private var inCurrent = 0
    private let bucketSize: Int

    /// How many answers the window holds.
    private(set) var answers = 0
    /// How many of them were invalid.
    private(set) var invalid = 0

    init(size: Int) {
      bucketSize = size / 10
    }

    /// Whether it remembers as much as it can.
    var isFull: Bool { answers >= 10 * bucketSize }

    var share: Double { answers == 0 ? 0 : Double(invalid) / Double(answers) }

    mutating func record(_ isInvalid: Bool) {
      if inCurrent == bucketSize { turn() }
      inCurrent += 1
      answers += 1
      if isInvalid {
        invalid += 1
        invalidPerBucket[current] += 1
      }
    }

    /// Moves to the next bucket and forgets what it held a full turn ago.
    private mutating func turn() {
      current = current == 9 ? 0 : current + 1
      inCurrent = 0
      if isFull {
        answers -= bucketSize
        invalid -= invalidPerBucket[current]
      }
      invalidPerBucket[current] = 0
    }
  }
}
