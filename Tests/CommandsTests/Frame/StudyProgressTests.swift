import Experiments
import Reports
import Testing
import TimeAndChance

@testable import Commands

@Suite
struct StudyProgressTests {
  private let halfway = Runner.Progress(
    done: 4,
    total: 16,
    trials: 8,
    messages: 3_000_000,
    now: Instant(nanoseconds: 90_000_000_000)
  )

  @Test
  func theLineSaysHowFarItIs() {
    var progress = StudyProgress(
      "outage",
      trial: .seconds(180),
      designs: 2,
      option: nil,
      quiet: false,
      on: Console(keeping: 200)
    )
    progress.halfWidth = (0.1, 0.05)
    let text = progress.line(for: halfway, after: 3).text(width: 200)
    for part in [
      "outage", "50 %", "3 s left", "2/8 replications", "±10 % of ±5 %", "1 M messages/s",
      "t = 90 s of 3 min",
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }

  @Test(
    arguments: [
      (nil, false, true, true), (nil, true, true, false), (nil, false, false, false),
      ("always", true, false, true), ("never", false, true, false),
    ] as [(String?, Bool, Bool, Bool)]
  )
  func itIsShownWhereSomebodyLooks(option: String?, quiet: Bool, canRedraw: Bool, isShown: Bool) {
    var console = Console(keeping: 80, canRedraw: canRedraw)
    var progress = StudyProgress(
      "x",
      trial: .seconds(1),
      option: option,
      quiet: quiet,
      on: console
    )
    progress.show(halfway, on: &console)
    #expect(console.talk.isEmpty == !isShown)
  }
}
