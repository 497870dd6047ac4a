import Experiments
import Testing
import TimeAndChance

@Suite
struct RunnerTests {
  /// Work of uneven length, so that trials finish out of order.
  private static let uneven: @Sendable (Int, Gauge) -> UInt64? = { index, _ in
    var stream = RandomStream(Seed(7).numbered(UInt64(index)))
    var sum: UInt64 = 0
    for _ in 0..<stream.below(20_000) { sum &+= stream.next() }
    return sum
  }

  @Test(arguments: [1, 2, 3, 8])
  func anyNumberOfJobsGivesTheSameResultsInOrder(jobs: Int) {
    let expected = (0..<300).compactMap { Self.uneven($0, Gauge()) }
    var indices: [Int] = []
    var results: [UInt64] = []
    let count = Runner(jobs: jobs).run(300, trial: Self.uneven) { index, result in
      indices.append(index)
      results.append(result)
      return .more
    }
    #expect(count == 300)
    #expect(indices == Array(0..<300))
    #expect(results == expected)
  }

  @Test(arguments: [1, 4])
  func enoughKeepsExactlyThePrefix(jobs: Int) {
    var seen: [Int] = []
    let count = Runner(jobs: jobs).run(100_000, trial: Self.uneven) { index, _ in
      seen.append(index)
      return index == 11 ? .enough : .more
    }
    #expect(count == 12)
    #expect(seen == Array(0..<12))
  }

  @Test(arguments: [1, 2, 5])
  func cancellationKeepsACompletePrefix(jobs: Int) {
    let cancellation = Cancellation()
    var seen: [Int] = []
    let count = Runner(jobs: jobs, cancellation: cancellation).run(
      1_000_000,
      trial: Self.uneven
    ) { index, _ in
      seen.append(index)
      if index == 20 { cancellation.request() }
      return .more
    }
    #expect(count < 1_000)
    #expect(seen == Array(0..<count))
  }

  @Test
  func aTrialThatGivesUpEndsTheStudyBeforeIt() {
    let count = Runner(jobs: 3).run(
      50,
      trial: { index, _ in index == 17 ? nil : index },
      collect: { _, _ in .more }
    )
    #expect(count == 17)
  }

  @Test
  func trialsThatAreNoLongerWantedAreTold() {
    let count = Runner(jobs: 2).run(
      10,
      trial: { index, gauge in
        guard index > 0 else { return true }
        while !gauge.shouldStop {}
        return nil
      },
      collect: { _, _ in .enough }
    )
    #expect(count == 1)
  }

  @Test
  func progressNeverExceedsTheTotal() {
    var shares: [Double] = []
    _ = Runner(jobs: 2).run(
      40,
      trial: { index, gauge in
        gauge.report(share: 1, messages: 10, at: Instant(nanoseconds: 5))
        return index
      },
      progress: {
        shares.append($0.trials)
        #expect($0.done <= $0.total && $0.messages <= 400)
      },
      collect: { _, _ in .more }
    )
    #expect(shares.allSatisfy { $0 <= 40 })
  }

  @Test
  func nothingToDoIsDoneAtOnce() {
    let count = Runner(jobs: 2).run(0, trial: { index, _ in index }, collect: { _, _ in .more })
    #expect(count == 0)
    #expect(Runner.processors >= 1)
  }
}
