internal import Glibc
package import TimeAndChance

/// Runs the trials of a study on several threads and hands their results on in index order.
///
/// This is the only place in the house where two things happen at once. A trial is a function of its
/// index alone and results are taken as the finished *prefix* grows, so one job and ten give the same
/// bytes. The calling thread computes nothing: it collects, and draws the progress in between.
package struct Runner: Sendable {
  /// How many trials run at a time.
  package let jobs: Int
  /// Where the wish to end early is made.
  package let cancellation: Cancellation

  /// What the collector wants after a result.
  package enum Next: Sendable {
    case more
    case enough
  }

  /// How far a study is, for a progress line.
  package struct Progress: Sendable, Equatable {
    /// Trials whose results are here.
    package var done: Int
    /// Trials that could still be wanted in all.
    package var total: Int
    /// Finished trials and the finished parts of those under way.
    package var trials: Double
    /// Messages simulated so far by all jobs.
    package var messages: UInt64
    /// The least advanced virtual clock among the trials under way.
    package var now: Instant

    package init(done: Int, total: Int, trials: Double, messages: UInt64, now: Instant) {
      self.done = done
      self.total = total
      self.trials = trials
      self.messages = messages
      self.now = now
    }
  }

  /// Creates a runner of `jobs` threads; by default one for each processor.
  package init(
    jobs: Int = Runner.processors,
    cancellation: Cancellation = Cancellation()
  ) {
    precondition(jobs > 0, "a study needs at least one job, found \(jobs)")
    self.jobs = jobs
    self.cancellation = cancellation
  }

  /// The processors that are online, at least one.
  package static var processors: Int {
    max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// Runs trials 0 ..< `count` and collects a complete prefix of them.
  ///
  /// - Parameters:
  ///   - count: The most trials that can be wanted.
  ///   - trial: Computes one trial from its index; `nil` when it gave up because its gauge said so.
  ///   - progress: Called on this thread about ten times a second.
  ///   - collect: Called on this thread once per trial, in index order; `.enough` discards the rest.
  /// - Returns: How many trials were collected.
  package func run<Result: Sendable>(
    _ count: Int,
    trial: @escaping @Sendable (Int, Gauge) -> Result?,
    progress: (Progress) -> Void = { _ in },
    collect: (Int, Result) -> Next
  ) -> Int {
    guard count > 0 else { return 0 }
    let lead = max(64, 8 * jobs)
    let board = TrialBoard<Result>(count: count, lead: lead, cancellation: cancellation)
    let gauges = (0..<min(jobs, count)).map { _ in Gauge(cancellation: cancellation) }
    let threads = gauges.compactMap { gauge in
      WorkerThread {
        while let index = board.claim() {
          gauge.begin()
          board.deliver(trial(index, gauge), of: index)
        }
      }
    }
    precondition(!threads.isEmpty, "the system gave no thread to compute on")
    var collected = 0
    collecting: while true {
      switch board.collect(waitingAtMost: 100) {
      case .result(let result):
        collected += 1
        if case .enough = collect(collected - 1, result) { break collecting }
      case .later: break
      case .nothingMore: break collecting
      }
      progress(snapshot(of: gauges, done: board.done, total: count))
    }
    board.close()
    for gauge in gauges { gauge.release() }
    for thread in threads { thread.join() }
    return collected
  }

  private func snapshot(of gauges: [Gauge], done: Int, total: Int) -> Progress {
    var progress = Progress(
      done: done,
      total: total,
      trials: Double(done),
      messages: 0,
      now: .distantFuture
    )
    for gauge in gauges {
      progress.trials += gauge.share
      progress.messages += gauge.messages
      progress.now = min(progress.now, gauge.now)
    }
    progress.trials = min(progress.trials, Double(total))
    return progress
  }
}

/// One thread that runs one piece of work and ends.
private struct WorkerThread {
  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private let id: pthread_t

  /// Starts the thread; nothing when the system has none to give.
  init?(_ body: @escaping @Sendable () -> Void) {
    let work = unsafe Unmanaged.passRetained(Work(body))
    var id = pthread_t()
    let status = unsafe pthread_create(
      &id,
      nil,
      { argument in
        if let argument = unsafe argument {
          unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
        }
        return nil
      },
      work.toOpaque()
    )
    guard status == 0 else {
      unsafe work.release()
      return nil
    }
    self.id = id
  }

  /// Waits for the thread to end.
  func join() {
    pthread_join(id, nil)
  }
}
