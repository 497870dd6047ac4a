import TimeAndChance

/// The tokens of one provider: what the provider knows of each, and what our own registry keeps.
///
/// What chance decides about a token (dead, returning, when it registered) is a keyed draw of its
/// number, so it costs no memory; only what was pruned or replaced is stored, as a paged bitmap. The
/// dead and the corrupt are exact shares: a keyed permutation of all numbers puts them first.
///
///     rank    0 ──── returning ──── dead ──── dead + corrupt ─────────────── registered
///             came back   gone      400 from the start     living: may die at a keyed moment
struct TokenRegistry: Sendable {
  let plan: TokenPlan
  private(set) var pruned = PagedBits()
  private(set) var replaced = PagedBits()
  /// The share that a fault has turned invalid, now.
  var corruptedShare = 0.0

  private let key: UInt64
  private let permutation: KeyedPermutation
  private let dead: UInt64
  private let returning: UInt64
  private let corrupt: UInt64
  private let notice: Int64

  private static var day: Double { 86_400e9 }

  /// What the provider would say about a token.
  enum Condition: Equatable {
    case good
    /// The device is gone, and the provider does not say so yet.
    case silent
    /// Called gone since then; `back` when the device has registered it again by now.
    case gone(since: Int64, back: Int64?)
    /// Never valid there; by a fault of ours when the device is well.
    case corrupt(isOurs: Bool)
  }

  init(_ plan: TokenPlan, seed: Seed) {
    precondition(plan.registered >= 1, "a registry has tokens")
    self.plan = plan
    key = seed.named("tokens").value
    let count = UInt64(plan.registered)
    permutation = KeyedPermutation(of: count, key: key)
    dead = Self.share(plan.dead, of: count)
    returning = Self.share(plan.returning, of: dead)
    corrupt = min(Self.share(plan.corrupt, of: count), count - dead)
    notice = plan.notice.wholeNanoseconds
  }

  /// How many are registered then: new ones come on top.
  func population(at now: Int64) -> UInt64 {
    let new = plan.newPerSecond * Double(max(0, now)) / 1e9
    return UInt64(plan.registered) + UInt64(new)
  }

  func condition(of token: UInt32, at now: Int64) -> Condition {
    if corruptedShare > 0, unit(token, 1) < corruptedShare { return .corrupt(isOurs: true) }
    if replaced.contains(token) { return .good }
    guard UInt64(token) < permutation.count else { return living(token, at: now) }
    let rank = permutation.rank(of: UInt64(token))
    if rank < dead {
      let since = -Int64(unit(token, 2) * 30 * Self.day)
      guard rank < returning else { return .gone(since: since, back: nil) }
      return returned(since: since, back: Int64(Double(since) * unit(token, 3)), at: now)
    }
    if rank < dead + corrupt { return .corrupt(isOurs: false) }
    return living(token, at: now)
  }

  /// When the device last registered this token with us.
  func registered(_ token: UInt32, at now: Int64) -> Int64 {
    if case .gone(_, let back?) = condition(of: token, at: now) { return back }
    if UInt64(token) >= permutation.count, plan.newPerSecond > 0 {
      let turn = Double(UInt64(token) - permutation.count)
      return Int64(turn / plan.newPerSecond * 1e9)
    }
    return -Int64((30 + unit(token, 4) * 150) * Self.day)
  }

  /// Whether a message that the provider accepts for this token reaches a device.
  func reachesDevice(_ token: UInt32, at now: Int64) -> Bool {
    condition(of: token, at: now) == .good
  }

  /// Takes a token out of our registry.
  ///
  /// - Returns: Whether it was in it.
  mutating func prune(_ token: UInt32) -> Bool { pruned.insert(token) }

  mutating func replace(_ token: UInt32) { replaced.insert(token) }

  /// A device that registered again is called gone for as long as the provider takes to notice
  /// anything; without a notice delay it never finds out by itself.
  private func returned(since: Int64, back: Int64, at now: Int64) -> Condition {
    if now < back { return .gone(since: since, back: nil) }
    if notice > 0, now >= saturatingSum(back, notice) { return .good }
    return .gone(since: since, back: back)
  }

  private func living(_ token: UInt32, at now: Int64) -> Condition {
    guard plan.dyingPerDay > 0 else { return .good }
    let death = unit(token, 5) / plan.dyingPerDay * Self.day
    guard Double(now) >= death else { return .good }
    let since = saturatingSum(Int64(death), notice)
    guard now >= since else { return .silent }
    guard unit(token, 6) < plan.returning else { return .gone(since: since, back: nil) }
    let back = saturatingSum(since, Int64(unit(token, 7) * Self.day))
    return returned(since: since, back: back, at: now)
  }

  private func unit(_ token: UInt32, _ question: UInt64) -> Double {
    Double(mixed(key ^ mixed(UInt64(token) << 8 | question)) >> 11) * 0x1p-53
  }

  private static func share(_ share: Double, of count: UInt64) -> UInt64 {
    min(count, UInt64((share * Double(count)).rounded()))
  }
}
