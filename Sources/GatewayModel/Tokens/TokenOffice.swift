import GatewayCore
import Policies
import TimeAndChance

/// The registry of one provider, and who prunes it: rule, guard and the list for the night.
struct TokenOffice: Sendable {
  var registry: TokenRegistry
  let dialect: TokenDialect
  let hygiene: TokenHygiene?
  var pruneGuard: PruneGuard?
  /// Called invalid during the day, judged at night.
  var deferred: ContiguousArray<Deferred> = []
  /// The answer that a notice of the machine is about.
  var latest: Deferred?

  struct Deferred: Sendable {
    var token: UInt32
    var cell: Int32
    var sentAt: Instant
    var invalidSince: Instant?
    var isGuarded = false
  }

  init(_ plan: TokenPlan, preset: String, policy: Policy, seed: Seed) {
    registry = TokenRegistry(plan, seed: seed)
    dialect = TokenDialect(preset: preset)
    hygiene = policy.hygiene?.rule
    pruneGuard = policy.hygiene?.guardRule.map { PruneGuard($0) }
  }

  var sweepsAtNight: Bool { hygiene?.timing == .nightly || hygiene?.timing == .both }

  /// What is known of a token that was called invalid.
  func report(of entry: Deferred, at now: Instant) -> TokenHygiene.Report {
    TokenHygiene.Report(
      invalidSince: entry.invalidSince,
      registeredAt: Instant(nanoseconds: registry.registered(entry.token, at: now.nanoseconds)),
      sentAt: entry.sentAt,
      isGuarded: entry.isGuarded
    )
  }

  /// Whether taking this token out loses a device that is well.
  func losesDevice(_ token: UInt32, at now: Instant) -> Bool {
    switch registry.condition(of: token, at: now.nanoseconds) {
    case .good: true
    case .silent: false
    case .gone(_, let back): back != nil
    case .corrupt(let isOurs): isOurs
    }
  }
}

/// In which words a provider calls a token invalid.
enum TokenDialect: Sendable {
  case apns
  case fcm
  case fcmLegacy
  case text
  case plain

  init(preset: String) {
    if preset == "apns" {
      self = .apns
    } else if preset == "fcm" {
      self = .fcm
    } else if preset == "fcm-legacy" {
      self = .fcmLegacy
    } else if preset.hasPrefix("twilio") {
      self = .text
    } else {
      self = .plain
    }
  }

  /// The device is gone.
  var gone: Answer {
    switch self {
    case .apns, .plain: Answer(status: 410, reason: .unregistered)
    case .fcm: Answer(status: 404, reason: .fcmUnregistered)
    case .fcmLegacy: Answer(status: 200, reason: .legacyNotRegistered)
    case .text: Answer(status: 400, reason: .twilio21211)
    }
  }

  /// The token was never one of this provider's.
  var corrupt: Answer {
    switch self {
    case .apns, .plain: Answer(status: 400, reason: .badDeviceToken)
    case .fcm: Answer(status: 400, reason: .fcmInvalidArgument, detail: .token)
    case .fcmLegacy: Answer(status: 200, reason: .legacyInvalidRegistration)
    case .text: Answer(status: 400, reason: .twilio21211)
    }
  }

  /// One device gets too many.
  var tooFast: Answer {
    switch self {
    case .apns: Answer(status: 429, reason: .tooManyRequests)
    case .fcm: Answer(status: 429, reason: .fcmQuotaExceeded, detail: .deviceRate)
    case .fcmLegacy: Answer(status: 200, reason: .legacyDeviceMessageRateExceeded)
    case .text, .plain: Answer(status: 429)
    }
  }
}
