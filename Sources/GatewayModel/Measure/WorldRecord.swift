/// Something worth a line in events.csv.
package struct WorldRecord: Sendable, Hashable, Codable {
  package enum What: String, Sendable, Codable {
    case breaker
    case dryRun = "breaker (dry run)"
    case fault
    case guardAlarm = "guard"
    case ladder
    case failOver = "fail-over"
    case crash
  }

  package var nanoseconds: Int64
  package var what: What
  /// −1 when it is not about one server.
  package var server: Int
  /// −1 when it is not about one provider.
  package var lane: Int
  /// −1 when it is not about one fault.
  package var fault: Int
  package var from: String
  package var to: String
  package var reason: String

  /// A breaker stops letting calls through.
  package var isTrip: Bool { what == .breaker && from != "open" && to == "open" }
  /// A breaker lets calls through again.
  package var isClose: Bool { what == .breaker && to == "closed" }
}
