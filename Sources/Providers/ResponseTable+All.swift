public import Policies

extension ResponseTable {
  /// Every table that ships, one line each.
  public static let all: [ResponseTable] = [
    .apple,
    .google,
    .fcmLegacy,
    .sms,
    .email,
    .http,
    .oneSize,
    .notes000,
    .notes001,
    .notes002,
    .signal,
    .gorush,
    .rpush,
    .firebaseAdmin,
    .pushy,
  ]

  /// Returns the table that scenarios call `name`, if there is one.
  public static func named(_ name: String) -> ResponseTable? {
    all.first { $0.name == name }
  }
}
