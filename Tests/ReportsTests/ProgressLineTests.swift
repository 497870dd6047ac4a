import Reports
import Testing

@Suite
struct ProgressLineTests {
  private static let line = ProgressLine(
    label: "fcm-outage",
    share: 0.4,
    virtualSeconds: 720,
    virtualTotal: 1_800,
    messagesPerSecond: 3_420_000,
    replications: 5,
    replicationLimit: 12,
    halfWidth: 0.081,
    targetHalfWidth: 0.05,
    elapsedSeconds: 28
  )

  @Test
  func whatMattersLeastIsLeftOutFirst() {
    let cases = [
      (
        160,
        "fcm-outage  █████████▌░░░░░░░░░░░░░░  40 %  42 s left  5/12 replications  "
          + "±8.1 % of ±5 %  3.42 M messages/s  t = 12 min of 30 min"
      ),
      (80, "fcm-outage  ██████▍░░░░░░░░░  40 %  42 s left  5/12 replications  ±8.1 % of ±5 %"),
      (60, "fcm-outage  ████▊░░░░░░░  40 %  42 s left  5/12 replications"),
      (30, "███▏░░░░  40 %  42 s left"), (5, "40 %"), (3, "40 "), (0, ""),
    ]
    for (width, text) in cases { #expect(Self.line.text(width: width) == text) }
    for width in 0..<200 { #expect(Self.line.text(width: width).count <= width) }
  }

  @Test
  func itIsRedrawnInPlace() {
    #expect(Self.line.update(width: 31) == "\r███▏░░░░  40 %  42 s left\u{1B}[K")
    #expect(ProgressLine.removal == "\r\u{1B}[K")
  }

  @Test
  func theStartPromisesNothing() {
    let line = ProgressLine(
      label: "x",
      share: 0.001,
      replications: 0,
      replicationLimit: 8,
      elapsedSeconds: 10
    )
    #expect(line.secondsLeft == nil)
    #expect(line.text(width: 60) == "x  ░░░░░░░░░░░░  0 %  0/8 replications")
  }
}
