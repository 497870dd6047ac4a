/// The one line that shows a long study's progress: a pure function from what is known to a string.
package struct ProgressLine: Sendable, Equatable {
  /// What is being done ("fcm-outage", "compare naive").
  package var label: String
  /// The finished part of what could still be wanted.
  package var share: Double
  /// The virtual clock of the slowest trial in seconds, and how long a trial lasts.
  package var virtualSeconds: Double?
  package var virtualTotal: Double?
  /// Messages simulated per second of real time.
  package var messagesPerSecond: Double?
  package var replications: Int
  package var replicationLimit: Int
  /// The widest relative half-width reached, and the one asked for.
  package var halfWidth: Double?
  package var targetHalfWidth: Double?
  /// Real time spent so far.
  package var elapsedSeconds: Double

  /// Creates a line's state.
  package init(
    label: String,
    share: Double,
    virtualSeconds: Double? = nil,
    virtualTotal: Double? = nil,
    messagesPerSecond: Double? = nil,
    replications: Int,
    replicationLimit: Int,
    halfWidth: Double? = nil,
    targetHalfWidth: Double? = nil,
    elapsedSeconds: Double
  ) {
    self.label = label
    self.share = min(max(share, 0), 1)
    self.virtualSeconds = virtualSeconds
    self.virtualTotal = virtualTotal
    self.messagesPerSecond = messagesPerSecond
    self.replications = replications
    self.replicationLimit = replicationLimit
    self.halfWidth = halfWidth
    self.targetHalfWidth = targetHalfWidth
    self.elapsedSeconds = elapsedSeconds
  }

  /// Real time still needed if it goes on like this; nothing while it is too early to say.
  package var secondsLeft: Double? {
    guard share > 0.01, elapsedSeconds > 0.3 else { return nil }
    return elapsedSeconds * (1 - share) / share
  }

  /// The line, at most `width` columns: what matters least is left out first.
  package func text(width: Int) -> String {
    var parts = [
      Part(label, importance: 4),
      Part(bar(width: min(24, max(8, width / 5))), importance: 5),
      Part(Humanised.digits((share * 100).rounded(.down)) + " %", importance: 7),
    ]
    if let left = secondsLeft {
      parts.append(Part(Humanised.seconds(left.rounded(.up)) + " left", importance: 6))
    }
    parts.append(Part("\(replications)/\(replicationLimit) replications", importance: 3))
    if let halfWidth, let targetHalfWidth, halfWidth.isFinite {
      let reached = "±\(Humanised.share(halfWidth)) of ±\(Humanised.share(targetHalfWidth))"
      parts.append(Part(reached, importance: 2))
    }
    if let messagesPerSecond {
      parts.append(Part(Humanised.count(messagesPerSecond) + " messages/s", importance: 1))
    }
    if let virtualSeconds, let virtualTotal {
      let clock = "t = \(Humanised.seconds(virtualSeconds)) of \(Humanised.seconds(virtualTotal))"
      parts.append(Part(clock, importance: 0))
    }
    while Part.width(of: parts) > width, parts.count > 1,
      let least = parts.indices.min(by: { parts[$0].importance < parts[$1].importance })
    {
      parts.remove(at: least)
    }
    return String(parts.map(\.text).joined(separator: "  ").prefix(max(0, width)))
  }

  /// What replaces the line before it on a terminal: back to the start, the line, clear what is left.
  package func update(width: Int) -> String {
    "\r" + text(width: width - 1) + "\u{1B}[K"
  }

  /// What removes the line.
  package static let removal = "\r\u{1B}[K"

  private func bar(width: Int) -> String {
    let eighths = Int((share * Double(width) * 8).rounded(.down))
    let full = eighths / 8
    let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    let filled = String(repeating: "█", count: full) + partial
    return filled + String(repeating: "░", count: width - filled.count)
  }

  private struct Part {
    let text: String
    let importance: Int

    init(_ text: String, importance: Int) {
      self.text = text
      self.importance = importance
    }

    static func width(of parts: [Part]) -> Int {
      parts.reduce(2 * (parts.count - 1)) { $0 + $1.text.count }
    }
  }
}
