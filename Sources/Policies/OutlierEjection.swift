public import TimeAndChance

/// Sets aside the members of a group (connections, hosts) that fail while their neighbours do not.
///
/// Envoy's rules: so many failures in a row, or a success rate far below the group's mean, eject a
/// member for a base time that grows with each ejection and shrinks with each quiet sweep; never more
/// than a share of the group at once. Members return only at a sweep.
public struct OutlierEjection: Sendable, Hashable {
  /// The choices; the defaults are Envoy's.
  public struct Configuration: Sendable, Hashable {
    /// Failures in a row that eject a member; nil leaves this out.
    public var consecutiveFailures: Int? = 5
    /// The first ejection lasts this long, the k-th k times as long.
    public var baseEjection: Duration = .seconds(30)
    /// The longest ejection before jitter.
    public var maxEjection: Duration = .seconds(300)
    /// The longest random addition to an ejection.
    public var jitter: Duration = .zero
    /// The share of the group that may be ejected at once.
    public var maxEjected: Fraction = .percent(10)
    /// Whether one member may be ejected even when that exceeds the share.
    public var alwaysOne = false
    /// The time between sweeps.
    public var interval: Duration = .seconds(10)
    /// Ejects members whose success rate is low for the group; nil leaves this out.
    public var successRate: SuccessRate?
    /// Counts what would be ejected and ejects nothing.
    public var isDryRun = false

    /// Creates Envoy's defaults, without success rates.
    public init() {}
  }

  /// When a success rate is low for the group.
  public struct SuccessRate: Sendable, Hashable {
    /// Standard deviations below the mean.
    public var deviations = 1.9
    /// Members with enough calls that are needed for a comparison.
    public var minimumMembers = 5
    /// Calls between two sweeps that a member needs to take part.
    public var minimumCalls = 100

    /// Creates Envoy's defaults.
    public init() {}

    /// Returns the mean of success rates and the rate below which a member is an outlier.
    public func verdict(on rates: some Sequence<Double>) -> (mean: Double, threshold: Double) {
      var count = 0.0
      var sum = 0.0
      for rate in rates {
        count += 1
        sum += rate
      }
      guard count > 0 else { return (0, 0) }
      let mean = sum / count
      var squares = 0.0
      for rate in rates { squares += (rate - mean) * (rate - mean) }
      return (mean, mean - deviations * (squares / count).squareRoot())
    }
  }

  /// What happened, for meters.
  public struct Meters: Sendable, Hashable {
    /// Ejections.
    public var ejections = 0
    /// Outliers that were found, ejected or not.
    public var detections = 0
    /// Outliers that stayed because too many were ejected already.
    public var overflows = 0

    /// Creates meters at zero.
    public init() {}
  }

  private struct Member: Sendable, Hashable {
    var streak: Int32 = 0
    var multiplier: Int32 = 0
    var succeeded: Int32 = 0
    var failed: Int32 = 0
    var isEjected = false
    var ejectedAt: Int64 = 0
    var jitter: Int64 = 0
    var returnedAt: Int64 = .min

    var rate: Double { Double(succeeded) / Double(succeeded + failed) }

    func isComparable(_ rule: SuccessRate) -> Bool {
      !isEjected && Int(succeeded + failed) >= max(1, rule.minimumCalls)
    }
  }

  private let configuration: Configuration
  private let base: Int64
  private let longest: Int64
  private let interval: Int64
  private var members: ContiguousArray<Member>
  private var clock: Int64
  private var sweepAt: Int64

  /// Members that are set aside.
  public private(set) var ejected = 0
  /// What happened so far.
  public private(set) var meters = Meters()

  /// Creates a group of healthy members.
  public init(_ configuration: Configuration, members count: Int, at now: Instant = .zero) {
    precondition(configuration.interval > .zero, "sweeps are some time apart")
    precondition(count >= 0, "a group has members, found \(count)")
    self.configuration = configuration
    base = configuration.baseEjection.wholeNanoseconds
    longest = configuration.maxEjection.wholeNanoseconds
    interval = configuration.interval.wholeNanoseconds
    members = ContiguousArray(repeating: Member(), count: count)
    clock = now.nanoseconds
    sweepAt = saturatingSum(now.nanoseconds, interval)
  }

  /// The number of members, ejected ones included.
  public var count: Int { members.count }

  /// When the next sweep falls due.
  public var nextSweep: Instant { Instant(nanoseconds: sweepAt) }

  /// Whether a member is set aside.
  public func isEjected(_ member: Int) -> Bool { members[member].isEjected }

  /// Adds a healthy member and returns its number.
  public mutating func add() -> Int {
    members.append(Member())
    return members.count - 1
  }

  /// Makes a member new: its connection or host was replaced.
  public mutating func replace(_ member: Int) {
    if members[member].isEjected { ejected -= 1 }
    members[member] = Member()
  }

  /// Takes a member's result; true when it was set aside for it.
  public mutating func record(
    _ member: Int,
    succeeded: Bool,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Bool {
    clock = max(clock, now.nanoseconds)
    if succeeded {
      members[member].succeeded &+= 1
      members[member].streak = 0
      return false
    }
    members[member].failed &+= 1
    members[member].streak &+= 1
    guard let limit = configuration.consecutiveFailures, !members[member].isEjected,
      Int(members[member].streak) >= limit
    else { return false }
    members[member].streak = 0
    return eject(member, using: &chance)
  }

  /// Runs the sweeps that are due up to `now`.
  public mutating func advance(to now: Instant, using chance: inout RandomStream) {
    while sweepAt <= now.nanoseconds && sweepAt != .max {
      clock = max(clock, sweepAt)
      sweep(using: &chance)
      sweepAt = saturatingSum(sweepAt, interval)
    }
    clock = max(clock, now.nanoseconds)
  }

  /// Sweeps now, whatever the interval says.
  public mutating func sweep(at now: Instant, using chance: inout RandomStream) {
    clock = max(clock, now.nanoseconds)
    sweep(using: &chance)
    sweepAt = saturatingSum(clock, interval)
  }

  private mutating func sweep(using chance: inout RandomStream) {
    for index in members.indices { restOrReturn(index) }
    guard let rule = configuration.successRate else { return }
    let rates = members.lazy
      .filter { $0.isComparable(rule) }
      .map { $0.rate }
    if rates.reduce(0, { count, _ in count + 1 }) >= rule.minimumMembers {
      let threshold = rule.verdict(on: rates).threshold
      for index in members.indices
      where members[index].isComparable(rule) && members[index].rate < threshold {
        _ = eject(index, using: &chance)
      }
    }
    for index in members.indices {
      members[index].succeeded = 0
      members[index].failed = 0
    }
  }

  private mutating func restOrReturn(_ index: Int) {
    let member = members[index]
    if member.isEjected {
      let span = min(base.multipliedClamped(by: Int64(member.multiplier)), longest)
      guard saturatingSum(span, member.jitter) <= clock - member.ejectedAt else { return }
      members[index].isEjected = false
      members[index].returnedAt = clock
      members[index].streak = 0
      ejected -= 1
    } else if member.multiplier > 0,
      member.returnedAt == .min || clock - member.returnedAt >= interval
    {
      members[index].multiplier -= 1
    }
  }

  private mutating func eject(_ index: Int, using chance: inout RandomStream) -> Bool {
    meters.detections += 1
    let share = Double(ejected + 1) / Double(members.count)
    guard share <= configuration.maxEjected.value || (configuration.alwaysOne && ejected == 0)
    else {
      meters.overflows += 1
      return false
    }
    if configuration.isDryRun || members[index].isEjected { return false }
    meters.ejections += 1
    ejected += 1
    members[index].isEjected = true
    members[index].ejectedAt = clock
    let limit = configuration.jitter.wholeNanoseconds
    members[index].jitter = limit > 0 ? chance.nanoseconds(below: saturatingSum(limit, 1)) : 0
    let reached = base.multipliedClamped(by: Int64(members[index].multiplier))
    if reached < saturatingSum(longest, base) { members[index].multiplier += 1 }
    return true
  }
}

extension Int64 {
  /// Returns the product, or the end of the range.
  fileprivate func multipliedClamped(by factor: Int64) -> Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}
