import Experiments
import Reports
import TimeAndChance

/// Draws a study's progress on the console, and says once that Ctrl-C was heard.
struct StudyProgress {
  private let label: String
  private let isShown: Bool
  private let trialSeconds: Double
  private let designs: Int
  private let started = ContinuousClock.now
  private var toldToStop = false
  /// The widest relative half-width reached, and the one asked for.
  var halfWidth: (reached: Double, asked: Double)?

  /// Prepares the line of a study called `label` of trials that last `trial` of virtual time.
  ///
  /// - Parameters:
  ///   - label: What is being done.
  ///   - trial: How long one trial is.
  ///   - designs: How many design points a replication has.
  ///   - option: The value of `--progress`.
  ///   - quiet: Whether nothing but results is wanted.
  ///   - console: Where the line would be drawn.
  init(
    _ label: String,
    trial: Duration,
    designs: Int = 1,
    option: String?,
    quiet: Bool,
    on console: Console
  ) {
    self.label = label
    self.designs = designs
    trialSeconds = trial.inSeconds
    isShown =
      switch option {
      case "always": true
      case "never": false
      default: console.canRedraw && !quiet
      }
  }

  /// Draws how far the study is.
  mutating func show(_ progress: Runner.Progress, on console: inout Console) {
    if Interrupt.cancellation.isRequested, !toldToStop {
      toldToStop = true
      console.say("Stopping; what is finished is kept. Ctrl-C again ends at once.")
    }
    guard isShown, !toldToStop else { return }
    console.draw(line(for: progress, after: (ContinuousClock.now - started).inSeconds))
  }

  /// The line for `progress` after so many seconds of real time.
  func line(for progress: Runner.Progress, after elapsed: Double) -> ProgressLine {
    let total = Double(max(progress.total, 1))
    // A trial that does not say where it is leaves its clock at zero.
    let isRunning = progress.now != .distantFuture && progress.now > .zero
    return ProgressLine(
      label: label,
      share: progress.trials / total,
      virtualSeconds: isRunning ? Instant.zero.duration(to: progress.now).inSeconds : nil,
      virtualTotal: isRunning ? trialSeconds : nil,
      messagesPerSecond: elapsed > 0.3 && progress.messages > 0
        ? Double(progress.messages) / elapsed : nil,
      replications: progress.done / designs,
      replicationLimit: progress.total / designs,
      halfWidth: halfWidth?.reached,
      targetHalfWidth: halfWidth?.asked,
      elapsedSeconds: elapsed
    )
  }
}
