import Experiments
import Testing
import TimeAndChance

@Suite
struct ReplicationsTests {
  private struct Trace: Measurement, Equatable {
    var seeds: [UInt64]
    mutating func merge(_ later: Trace) { seeds += later.seeds }
  }

  private static let trial: @Sendable (Trial, Gauge) -> Trace? = { trial, _ in
    Trace(seeds: [trial.seed.value &+ UInt64(trial.design)])
  }

  private static func study(
    _ plan: ReplicationPlan,
    designs: Int = 1,
    jobs: Int,
    isPrecise: ([[[Double?]]]) -> Bool = { _ in false }
  ) -> Replications<Trace> {
    Runner(jobs: jobs).replicate(
      plan,
      designs: designs,
      seed: Seed(7),
      trial: trial,
      numbers: { [Double($0.seeds[0] % 1_000)] },
      isPrecise: isPrecise
    )
  }

  @Test(arguments: [1, 2, 7])
  func designPointsShareTheirSeeds(jobs: Int) {
    let study = Self.study(.fixed(6), designs: 3, jobs: jobs)
    let expected = (0..<3).map { design in
      Trace(seeds: (0..<6).map { Seed(7).numbered($0).value &+ UInt64(design) })
    }
    #expect(study.merged == expected)
    #expect(study.count == 6 && study.ending == .planned)
    #expect(study.samples.map { $0.map(\.count) } == [[6], [6], [6]])
  }

  @Test(arguments: [1, 3])
  func anAutomaticPlanKeepsExactlyWhatItLookedAt(jobs: Int) {
    var looks: [Int] = []
    let study = Self.study(.automatic(), designs: 2, jobs: jobs) { samples in
      looks.append(samples[1][0].count)
      return looks.count == 3
    }
    #expect(looks == [5, 8, 12])
    #expect(study.count == 12 && study.ending == .precise)
    #expect(study.merged[0].seeds.count == 12)
    let endless = Self.study(.automatic(atMost: 9), jobs: jobs)
    #expect(endless.count == 9 && endless.ending == .limit)
  }

  @Test
  func cancellationKeepsWholeReplications() {
    let cancellation = Cancellation()
    let study = Runner(jobs: 2, cancellation: cancellation).replicate(
      .fixed(100_000),
      designs: 3,
      seed: Seed(7),
      trial: Self.trial,
      numbers: { _ in [] },
      each: { trial, _ in
        if trial.replication == 4 { cancellation.request() }
      }
    )
    #expect(study.ending == .cancelled)
    #expect(study.count >= 5 && study.count < 1_000)
    #expect(study.merged.allSatisfy { $0.seeds.count == study.count })
  }
}
