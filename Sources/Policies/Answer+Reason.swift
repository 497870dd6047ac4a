extension Answer {
  /// The provider's own names for what went wrong, interned as one small integer.
  ///
  /// A closed set: the parser at the rim turns the provider's text into a case once, and every
  /// decision after it is an index. Cases without a prefix are Apple's; the others say whose they
  /// are. An unknown text is `.none`, and the status decides.
  public enum Reason: UInt8, Sendable, Hashable, CaseIterable, BitwiseCopyable {
    /// No reason was given, or none that we know.
    case none

    // APNs, HTTP/2 provider API.
    /// `BadCollapseId`.
    case badCollapseID
    /// `BadDeviceToken`.
    case badDeviceToken
    /// `BadExpirationDate`.
    case badExpirationDate
    /// `BadMessageId`.
    case badMessageID
    /// `BadPriority`.
    case badPriority
    /// `BadTopic`.
    case badTopic
    /// `DeviceTokenNotForTopic`.
    case deviceTokenNotForTopic
    /// `DuplicateHeaders`.
    case duplicateHeaders
    /// `IdleTimeout`.
    case idleTimeout
    /// `InvalidPushType`.
    case invalidPushType
    /// `MissingDeviceToken`.
    case missingDeviceToken
    /// `MissingTopic`.
    case missingTopic
    /// `PayloadEmpty`.
    case payloadEmpty
    /// `TopicDisallowed`.
    case topicDisallowed
    /// `BadCertificate`.
    case badCertificate
    /// `BadCertificateEnvironment`.
    case badCertificateEnvironment
    /// `ExpiredProviderToken`.
    case expiredProviderToken
    /// `Forbidden`.
    case forbidden
    /// `InvalidProviderToken`.
    case invalidProviderToken
    /// `MissingProviderToken`.
    case missingProviderToken
    /// `UnrelatedKeyIdInToken`.
    case unrelatedKeyIDInToken
    /// `BadEnvironmentKeyIdInToken`.
    case badEnvironmentKeyIDInToken
    /// `BadEnvironmentKeyInToken`.
    case badEnvironmentKeyInToken
    /// `BadPath`.
    case badPath
    /// `MethodNotAllowed`.
    case methodNotAllowed
    /// `Unregistered`.
    case unregistered
    /// `ExpiredToken`.
    case expiredToken
    /// `PayloadTooLarge`.
    case payloadTooLarge
    /// `TooManyRequests`.
    case tooManyRequests
    /// `TooManyProviderTokenUpdates`.
    case tooManyProviderTokenUpdates
    /// `InternalServerError`.
    case internalServerError
    /// `ServiceUnavailable`.
    case serviceUnavailable
    /// `Shutdown`.
    case shutdown

    // FCM, HTTP v1.
    /// `INVALID_ARGUMENT`.
    case fcmInvalidArgument
    /// `THIRD_PARTY_AUTH_ERROR`.
    case fcmThirdPartyAuthError
    /// `UNAUTHENTICATED`.
    case fcmUnauthenticated
    /// `SENDER_ID_MISMATCH`.
    case fcmSenderIDMismatch
    /// `PERMISSION_DENIED`.
    case fcmPermissionDenied
    /// `UNREGISTERED`.
    case fcmUnregistered
    /// `QUOTA_EXCEEDED`.
    case fcmQuotaExceeded
    /// `INTERNAL`.
    case fcmInternal
    /// `UNAVAILABLE`.
    case fcmUnavailable
    /// `UNSPECIFIED_ERROR`.
    case fcmUnspecifiedError

    // FCM legacy; most of these travelled in the body of a 200.
    /// `MissingRegistration`.
    case legacyMissingRegistration
    /// `InvalidRegistration`.
    case legacyInvalidRegistration
    /// `NotRegistered`.
    case legacyNotRegistered
    /// `MismatchSenderId`.
    case legacyMismatchSenderID
    /// `InvalidPackageName`.
    case legacyInvalidPackageName
    /// `MessageTooBig`.
    case legacyMessageTooBig
    /// `InvalidDataKey`.
    case legacyInvalidDataKey
    /// `InvalidTtl`.
    case legacyInvalidTTL
    /// `InvalidParameters`.
    case legacyInvalidParameters
    /// `InvalidApnsCredential`.
    case legacyInvalidAPNsCredential
    /// `Unavailable`.
    case legacyUnavailable
    /// `DeviceMessageRateExceeded`.
    case legacyDeviceMessageRateExceeded
    /// `TopicsMessageRateExceeded`.
    case legacyTopicsMessageRateExceeded
    /// `MessageRateExceeded`.
    case legacyMessageRateExceeded
    /// `registration_id`, a newer identifier for the same device.
    case legacyCanonicalID

    // SMS: Twilio, then Vonage.
    /// `30001`.
    case twilio30001
    /// `21611`.
    case twilio21611
    /// `63017`.
    case twilio63017
    /// `30003`.
    case twilio30003
    /// `30006`.
    case twilio30006
    /// `21635`.
    case twilio21635
    /// `21211`.
    case twilio21211
    /// `14107`.
    case twilio14107
    /// `vonage-1`.
    case vonage1
    /// `vonage-2`.
    case vonage2
    /// `vonage-3`.
    case vonage3
    /// `vonage-4`.
    case vonage4
    /// `vonage-5`.
    case vonage5
    /// `vonage-7`.
    case vonage7
    /// `vonage-8`.
    case vonage8
    /// `vonage-9`.
    case vonage9
    /// `vonage-10`.
    case vonage10

    // Amazon and e-mail.
    /// `ThrottlingException`.
    case awsThrottling
    /// `Maximum sending rate exceeded`.
    case sesRateExceeded
    /// `Daily message quota exceeded`.
    case sesDailyQuotaExceeded
    /// `suppression-list`.
    case emailSuppressed
  }
}

extension Answer.Reason {
  /// The reason as the provider spells it; empty for `.none`.
  public var name: String { Self.catalogue[Int(rawValue)].name }

  /// The status that this reason usually travels with; 0 for `.none`.
  public var usualStatus: UInt16 { Self.catalogue[Int(rawValue)].status }

  /// Finds the reason that the provider spells `name`, if we know it; letter case counts.
  ///
  /// `Unregistered` is Apple's 410, `UNREGISTERED` is Google's 404.
  public init?(named name: String) {
    guard !name.isEmpty, let entry = Self.catalogue.first(where: { $0.name == name }) else {
      return nil
    }
    self = entry.reason
  }

  /// One spelling and its usual status.
  private struct Entry {
    let reason: Answer.Reason
    let name: String
    let status: UInt16

    init(_ reason: Answer.Reason, _ name: String, _ status: UInt16) {
      self.reason = reason
      self.name = name
      self.status = status
    }
  }

  /// In the order of the raw values, so that a name is one index away.
  private static let catalogue: [Entry] = [
    Entry(.none, "", 0),
    Entry(.badCollapseID, "BadCollapseId", 400),
    Entry(.badDeviceToken, "BadDeviceToken", 400),
    Entry(.badExpirationDate, "BadExpirationDate", 400),
    Entry(.badMessageID, "BadMessageId", 400),
    Entry(.badPriority, "BadPriority", 400),
    Entry(.badTopic, "BadTopic", 400),
    Entry(.deviceTokenNotForTopic, "DeviceTokenNotForTopic", 400),
    Entry(.duplicateHeaders, "DuplicateHeaders", 400),
    Entry(.idleTimeout, "IdleTimeout", 400),
    Entry(.invalidPushType, "InvalidPushType", 400),
    Entry(.missingDeviceToken, "MissingDeviceToken", 400),
    Entry(.missingTopic, "MissingTopic", 400),
    Entry(.payloadEmpty, "PayloadEmpty", 400),
    Entry(.topicDisallowed, "TopicDisallowed", 400),
    Entry(.badCertificate, "BadCertificate", 403),
    Entry(.badCertificateEnvironment, "BadCertificateEnvironment", 403),
    Entry(.expiredProviderToken, "ExpiredProviderToken", 403),
    Entry(.forbidden, "Forbidden", 403),
    Entry(.invalidProviderToken, "InvalidProviderToken", 403),
    Entry(.missingProviderToken, "MissingProviderToken", 403),
    Entry(.unrelatedKeyIDInToken, "UnrelatedKeyIdInToken", 403),
    Entry(.badEnvironmentKeyIDInToken, "BadEnvironmentKeyIdInToken", 403),
    Entry(.badEnvironmentKeyInToken, "BadEnvironmentKeyInToken", 403),
    Entry(.badPath, "BadPath", 404),
    Entry(.methodNotAllowed, "MethodNotAllowed", 405),
    Entry(.unregistered, "Unregistered", 410),
    Entry(.expiredToken, "ExpiredToken", 410),
    Entry(.payloadTooLarge, "PayloadTooLarge", 413),
    Entry(.tooManyRequests, "TooManyRequests", 429),
    Entry(.tooManyProviderTokenUpdates, "TooManyProviderTokenUpdates", 429),
    Entry(.internalServerError, "InternalServerError", 500),
    Entry(.serviceUnavailable, "ServiceUnavailable", 503),
    Entry(.shutdown, "Shutdown", 503),
    Entry(.fcmInvalidArgument, "INVALID_ARGUMENT", 400),
    Entry(.fcmThirdPartyAuthError, "THIRD_PARTY_AUTH_ERROR", 401),
    Entry(.fcmUnauthenticated, "UNAUTHENTICATED", 401),
    Entry(.fcmSenderIDMismatch, "SENDER_ID_MISMATCH", 403),
    Entry(.fcmPermissionDenied, "PERMISSION_DENIED", 403),
    Entry(.fcmUnregistered, "UNREGISTERED", 404),
    Entry(.fcmQuotaExceeded, "QUOTA_EXCEEDED", 429),
    Entry(.fcmInternal, "INTERNAL", 500),
    Entry(.fcmUnavailable, "UNAVAILABLE", 503),
    Entry(.fcmUnspecifiedError, "UNSPECIFIED_ERROR", 500),
    Entry(.legacyMissingRegistration, "MissingRegistration", 200),
    Entry(.legacyInvalidRegistration, "InvalidRegistration", 200),
    Entry(.legacyNotRegistered, "NotRegistered", 200),
    Entry(.legacyMismatchSenderID, "MismatchSenderId", 200),
    Entry(.legacyInvalidPackageName, "InvalidPackageName", 200),
    Entry(.legacyMessageTooBig, "MessageTooBig", 200),
    Entry(.legacyInvalidDataKey, "InvalidDataKey", 200),
    Entry(.legacyInvalidTTL, "InvalidTtl", 200),
    Entry(.legacyInvalidParameters, "InvalidParameters", 200),
    Entry(.legacyInvalidAPNsCredential, "InvalidApnsCredential", 200),
    Entry(.legacyUnavailable, "Unavailable", 200),
    Entry(.legacyDeviceMessageRateExceeded, "DeviceMessageRateExceeded", 200),
    Entry(.legacyTopicsMessageRateExceeded, "TopicsMessageRateExceeded", 200),
    Entry(.legacyMessageRateExceeded, "MessageRateExceeded", 200),
    Entry(.legacyCanonicalID, "registration_id", 200),
    Entry(.twilio30001, "30001", 400),
    Entry(.twilio21611, "21611", 400),
    Entry(.twilio63017, "63017", 429),
    Entry(.twilio30003, "30003", 400),
    Entry(.twilio30006, "30006", 400),
    Entry(.twilio21635, "21635", 400),
    Entry(.twilio21211, "21211", 400),
    Entry(.twilio14107, "14107", 400),
    Entry(.vonage1, "vonage-1", 200),
    Entry(.vonage2, "vonage-2", 200),
    Entry(.vonage3, "vonage-3", 200),
    Entry(.vonage4, "vonage-4", 200),
    Entry(.vonage5, "vonage-5", 200),
    Entry(.vonage7, "vonage-7", 200),
    Entry(.vonage8, "vonage-8", 200),
    Entry(.vonage9, "vonage-9", 200),
    Entry(.vonage10, "vonage-10", 200),
    Entry(.awsThrottling, "ThrottlingException", 400),
    Entry(.sesRateExceeded, "Maximum sending rate exceeded", 454),
    Entry(.sesDailyQuotaExceeded, "Daily message quota exceeded", 454),
    Entry(.emailSuppressed, "suppression-list", 550),
  ]
}
