import Experiments
import GatewayModel
import Reports
import Scenarios
import TimeAndChance

extension Verb {
  /// Finds where a scenario tips over.
  static let stability = Verb(
    name: "stability",
    answers: "Where does it tip over?",
    details: """
      Plays the scenario at several multiples of its traffic and shows the probability of collapse at
      each with Wilson's interval: a curve, never a single knee. Five loads are spread evenly, further
      ones go where they say most. Collapsed is a replication whose goodput stays below 70 % of what
      is offered in its last minute, a minute or more after the last fault; `run.collapse` may say
      something else. A replication that collapsed pauses its load for a minute: if that helps, it
      was metastable, and the loads at which that happens are named. With faults it also shows how
      long recovery takes.
      Writes stability.csv and a page. A study that is started again goes on where it was.
      """,
    operands: Operands(name: "SCENARIO", count: 1...1),
    options: Option.study + [
      Option("load", .text("FROM..TO"), "multiples of the scenario's traffic (default: 0.5..1.5)"),
      Option("points", .whole("N", 5...100), "how many loads in all (default: 9)"), Option.fresh,
    ] + Option.results,
    examples: [
      Example(
        command: "spillway stability my.yaml --load 0.8..1.4 --replications 40",
        says: "plays nine loads forty times each and writes reports/my/"
      )
    ]
  ) { invocation, environment, console in
    let session = StudySession(invocation: invocation, environment: environment)
    guard let loads = Self.loads(invocation.last("load") ?? "0.5..1.5") else {
      console.complain(
        "spillway: `--load` is two multiples of the traffic, as in 0.8..1.4, the first smaller"
      )
      return .wrongInput
    }
    guard let scenario = session.scenarios(at: invocation.operands, console: &console)?.first else {
      return .wrongInput
    }
    guard let folder = session.checkedFolder(of: scenario, console: &console) else {
      return .impossible
    }
    return session.stability(scenario, over: loads, into: folder, console: &console)
  }

  /// `0.8..1.4` as a range above 0.
  static func loads(_ text: String) -> ClosedRange<Double>? {
    guard let dots = text.firstRange(of: ".."), let low = Double(text[..<dots.lowerBound]),
      let high = Double(text[dots.upperBound...]), low > 0, low < high, high <= 1_000
    else { return nil }
    return low...high
  }
}

extension StudySession {
  fileprivate func stability(
    _ scenario: Scenario,
    over loads: ClosedRange<Double>,
    into folder: ResultFolder,
    console: inout Console
  ) -> Ending {
    let asked: [AskedValue]
    do throws(AskedValue.Unmeasurable) {
      asked = try StabilityOutcome.asked(of: scenario.world)
    } catch {
      console.complain("spillway: \(error.says)")
      return .impossible
    }
    Interrupt.listen()
    let seed = Seed(invocation.number("seed") ?? UInt64(bitPattern: Int64(scenario.run.seed)))
    let store = store(for: scenario, seed: seed)
    let replications = invocation.number("replications").map { Int($0) } ?? 40
    let count = invocation.number("points").map { Int($0) } ?? 9
    let world = scenario.world.testingReset(true)
    let curve = onProgressLine(scenario.name, scenario, designs: 1, console: &console) {
      runner,
      progress in
      runner.tippingCurve(
        over: loads,
        points: count,
        replications: replications,
        seed: seed,
        trial: { load, trial, gauge in
          let point = DesignPoint(
            key: "load=\(load)",
            world: world.scaled(by: load),
            asked: asked
          )
          return point.samples(trial, gauge, kept: store)
        },
        progress: progress
      )
    }
    guard curve.points.contains(where: { $0.probability.value != nil }) else {
      if Interrupt.cancellation.isRequested { return .interrupted }
      console.complain(
        "spillway: collapse cannot be told here: the run has to go on for two minutes after its"
          + " last fault (`run.duration`)"
      )
      return .impossible
    }
    let outcome = StabilityOutcome(curve: curve, offered: world.meanRates.reduce(0, +))
    let words = "\(curve.points.count) loads, \(replications) replications each"
    let isWritten = publish(
      scenario,
      tables: [outcome.table],
      digest: Digest(
        title: scenario.title,
        tables: [outcome.shown],
        sentences: [words + "."] + outcome.sentences
      ),
      sections: [
        Page.Section("Probability of collapse", [outcome.chart, .table(outcome.table)])
      ],
      seed: seed,
      replications: words,
      into: folder,
      console: &console
    )
    guard isWritten else { return .impossible }
    return Interrupt.cancellation.isRequested ? .interrupted : .done
  }
}
