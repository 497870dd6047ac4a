import Experiments
import GatewayModel
import Reports
import Scenarios

/// A study that was run: its samples, its tables, and what its expectations came to.
struct StudyOutcome {
  let study: Study
  let replications: Int
  let ending: Replications<StudyTrial>.Ending
  let samples: [[[Double?]]]
  let judged: [JudgedLine]
  /// By variant: all replications in one.
  let merged: [Measurements]
  let ledger: Table
  let events: Table
  /// Trials that an earlier start had played.
  var kept = 0
  /// How every variant stands to the baseline; empty outside `compare`.
  var compared: [ComparedValue] = []

  /// Why there are as many replications as there are, in words.
  var replicationsInWords: String {
    let why =
      switch ending {
      case .planned: "as many as were asked for"
      case .precise: "every precision is met"
      case .limit: "the most that were allowed; not every precision is met"
      case .cancelled: "stopped before the end"
      }
    return "\(replications) replication\(replications == 1 ? "" : "s"): \(why)"
  }

  /// The tables that a study writes, in the order in which a reader opens them.
  var tables: [Table] {
    [
      .verdicts(judged, compared), .summary(study, samples), .timeline(self), .latency(self),
      ledger,
      events, .assumptions(study.scenario.assumptions),
    ] + (compared.isEmpty ? [] : [.compared(compared)])
  }
}

extension Study {
  /// Prepares a study of a scenario's expectations: the base and every variant that a line names.
  ///
  /// - Returns: The study, and for each line which variant and which of its values it is about.
  static func ofExpectations(
    _ scenario: Scenario,
    withAllVariants: Bool,
    seed: UInt64?,
    replications: UInt64?
  ) -> (study: Study, lines: [PlacedLine]) {
    var variants = [scenario.base]
    if withAllVariants {
      let named = Set(scenario.expectations.compactMap(\.variant))
      variants += scenario.variants.filter { named.contains($0.name) }
    }
    var asked: [[AskedValue]] = variants.map { _ in [] }
    var lines: [PlacedLine] = []
    for expectation in scenario.expectations {
      guard let variant = scenario.variant(expectation.variant) else { continue }
      let index = variants.firstIndex { $0.name == variant.name }
      guard let index else {
        // Only `check` runs other variants than the scenario itself.
        continue
      }
      do throws(AskedValue.Unmeasurable) {
        asked[index].append(try AskedValue(expectation.claim, in: variant.world))
        lines.append(.measured(expectation, variant: index, value: asked[index].count - 1))
      } catch {
        lines.append(.unmeasurable(expectation, variant: index, error))
      }
    }
    let study = Study(
      scenario,
      variants: variants,
      asked: asked,
      seed: seed,
      replications: replications
    )
    return (study, lines)
  }

  /// A line of `expect:` and where in the study its value is.
  enum PlacedLine {
    case measured(Expectation, variant: Int, value: Int)
    case unmeasurable(Expectation, variant: Int, AskedValue.Unmeasurable)
  }

  /// Runs the study and judges its lines.
  func outcome(
    of lines: [PlacedLine],
    on runner: Runner,
    kept store: TrialStore? = nil,
    progress: (Runner.Progress, Double?) -> Void
  ) -> StudyOutcome {
    var ledger = LedgerTable()
    var events = EventsTable()
    var kept = 0
    let result = run(
      on: runner,
      kept: store,
      each: { trial, one in
        let (world, name) = (variants[trial.design].world, label(of: trial.design))
        kept += one.isKept ? 1 : 0
        ledger.add(one, of: world, variant: name, replication: trial.replication)
        events.add(one, of: world, variant: name, replication: trial.replication)
      },
      progress: progress
    )
    return StudyOutcome(
      study: self,
      replications: result.count,
      ending: result.ending,
      samples: result.samples,
      judged: result.count == 0 ? [] : judged(lines, result.samples),
      merged: result.merged.map(\.measured),
      ledger: ledger.table,
      events: events.table,
      kept: kept
    )
  }

  private func judged(_ lines: [PlacedLine], _ samples: [[[Double?]]]) -> [JudgedLine] {
    let estimates = variants.indices.map { self.estimates(samples[$0], variant: $0) }
    return lines.map { line in
      switch line {
      case .measured(let expectation, let variant, let value):
        JudgedLine(
          expectation,
          variant: label(of: variant),
          asked[variant][value],
          estimates[variant][value]
        )
      case .unmeasurable(let expectation, let variant, let error):
        JudgedLine(expectation, variant: label(of: variant), unmeasurable: error)
      }
    }
  }
}
