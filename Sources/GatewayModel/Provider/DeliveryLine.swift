import Statistics
import TimeAndChance

/// From accepted to on the device: a line that moves at a rate, then the way to the device.
///
/// Both are known when the message is accepted, so that it costs one number a provider. An SMS
/// sender's rate is such a line, ten hours of it long (Twilio's error 30001).
struct DeliveryLine: Sendable {
  private let takes: Sampler?
  private let gap: Int64
  private let longest: Int64
  private let draws: KeyedStream.Purpose
  private var free: Int64 = 0

  init?(_ plan: ProviderPlan, seed: Seed) {
    guard plan.delivery != nil || plan.sendRate != nil else { return nil }
    takes = plan.delivery.map { Sampler($0.takes) }
    let rates = [plan.delivery?.rate, plan.sendRate].compactMap { $0?.perSecond }
    let rate = rates.min()
    gap = rate.map { nanosecondsRounded(1e9 / $0) } ?? 0
    if let places = plan.delivery?.queue, gap > 0 {
      longest = Int64(clamping: Int128(places) * Int128(gap))
    } else if plan.sendRate != nil {
      longest = 36_000_000_000_000
    } else {
      longest = .max
    }
    draws = KeyedStream.Purpose(seed, "takes")
  }

  /// When a message that is accepted now is on its device; nil when the line has no room.
  mutating func place(_ message: UInt64, at now: Int64) -> Int64? {
    let begins = max(free, now)
    guard begins - now <= longest else { return nil }
    free = begins + gap
    var chance = draws.draws(message: message, attempt: 0)
    return saturatingSum(free, takes?.nanoseconds(using: &chance) ?? 0)
  }

  /// Whether it would take another message now.
  func hasRoom(at now: Int64) -> Bool { free - now <= longest }
}
