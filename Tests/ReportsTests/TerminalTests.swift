import Experiments
import Reports
import Testing

@Suite
struct TerminalTests {
  private static func digest() -> Digest {
    var table = Table(
      name: "policies",
      columns: [
        Table.Column("policy", .text, "Which."),
        Table.Column("delivered in time", .share, "How much."),
        Table.Column("amplification", .number, "Attempts per message."),
        Table.Column("p99", .duration, unit: "s", "Time to accept."),
      ]
    )
    table.append([.text("naive"), .number(0.612), .number(2.91), .seconds(.infinity)])
    table.append([.text("recommended"), .number(0.9962), .number(1.08), .seconds(1.42)])
    return Digest(
      title: "FCM answers 40 % of sends with 503 for ten minutes",
      verdicts: [
        Digest.Line("delivered-in-time(otp) >= 99%", .met, found: "99.6 % ± 0.1"),
        Digest.Line(
          "amplification(fcm) in naive >= 1.5 during outage",
          .inconclusive,
          found: "1.46 … 1.61",
          note: "needs about 12 replications"
        ),
        Digest.Line("lost == 0", .notMet, found: "3"),
      ],
      tables: [table],
      sentences: [
        "FCM's breaker opened after 3.1 s; 1.24 M sends were parked and drained 4 min 10 s after the outage."
      ],
      folder: "reports/fcm-outage",
      files: ["summary.csv", "timeline.csv", "report.html"]
    )
  }

  @Test
  func eightyColumnsLookLikeThis() {
    let expected = """
      FCM answers 40 % of sends with 503 for ten minutes

      policy       delivered in time  amplification     p99
      naive                   61.2 %           2.91   never
      recommended             99.6 %           1.08  1.42 s

      ✓ met         delivered-in-time(otp) >= 99%                         99.6 % ± 0.1
      ? cannot tell amplification(fcm) in naive >= 1.5 during outage       1.46 … 1.61
                    needs about 12 replications
      ✗ not met     lost == 0                                                        3

      FCM's breaker opened after 3.1 s; 1.24 M sends were parked and drained 4 min 10
      s after the outage.

      Results: reports/fcm-outage/
        summary.csv timeline.csv report.html

      """
    #expect(Terminal(width: 80).rendered(Self.digest()) == expected)
  }

  @Test
  func narrowTerminalsGetBlocks() {
    let text = Terminal(width: 34).rendered(Self.digest())
    let expected = """
      policy             naive
      delivered in time  61.2 %
      amplification      2.91
      p99                never

      policy             recommended
      delivered in time  99.6 %
      """
    #expect(text.contains(expected))
    #expect(text.contains("✗ not met     lost == 0          3"))
    #expect(text.contains("              found 1.46 … 1.61"))
    for line in text.split(separator: "\n") { #expect(line.count <= 34) }
  }

  @Test(arguments: [20, 40, 79, 80, 120, 200])
  func nothingIsWiderThanTheTerminal(width: Int) {
    let text = Terminal(width: width).rendered(Self.digest())
    let widest = text.split(separator: "\n").map(\.count).max() ?? 0
    #expect(widest <= max(width, "Results: reports/fcm-outage/".count))
  }

  @Test
  func colourIsAskedForInTheUsualWays() {
    let cases: [(String?, String?, Bool, Bool)] = [
      (nil, nil, true, true), (nil, nil, false, false), (nil, "1", true, false),
      (nil, "", true, true), ("always", "1", false, true), ("never", nil, true, false),
      ("auto", nil, true, true),
    ]
    for (option, noColour, isTerminal, expected) in cases {
      let uses = Terminal.usesColour(option: option, noColour: noColour, isTerminal: isTerminal)
      #expect(uses == expected)
    }
    #expect(Terminal(hasColour: true).painted("x", .bad) == "\u{1B}[31mx\u{1B}[0m")
    #expect(Terminal(hasColour: false).painted("x", .bad) == "x")
    let plain = Terminal(width: 80).rendered(Self.digest())
    var stripped = Terminal(width: 80, hasColour: true).rendered(Self.digest())
    for code in ["32", "31", "33", "2", "1", "0"] {
      stripped = stripped.split(separator: "\u{1B}[\(code)m", omittingEmptySubsequences: false)
        .joined()
    }
    #expect(stripped == plain)
  }
}
