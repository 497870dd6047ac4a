import Experiments
import GatewayModel
import Reports
import Scenarios
import TimeAndChance

/// A scenario's `sweep:` with every combination resolved: points, each under every incident.
struct Sweep {
  let scenario: Scenario
  let plan: SweepPlan
  /// By point: the value of each factor, as written.
  let settings: [[String]]
  /// By point and incident.
  let worlds: [[DesignPoint]]
  let watched: [String]
  /// Names of incidents; one empty name when the faults are as scripted.
  let incidents: [String]

  /// What cannot be swept, in words that are ready to be shown.
  struct Refusal: Error {
    let says: String
  }

  /// The most worlds that are resolved before anything runs.
  static let most = 100_000

  init(_ scenario: Scenario, _ plan: SweepPlan) throws(Refusal) {
    self.scenario = scenario
    self.plan = plan
    settings = try Self.settings(plan)
    incidents = plan.across.isEmpty ? [""] : plan.across
    guard settings.count * incidents.count <= Self.most else {
      throw Refusal(says: "\(settings.count * incidents.count) points are more than \(Self.most)")
    }
    var worlds: [[DesignPoint]] = []
    for values in settings {
      var row: [DesignPoint] = []
      for incident in incidents {
        row.append(try Self.point(scenario, plan, values, incident))
      }
      worlds.append(row)
    }
    self.worlds = worlds
    watched = worlds.first?.first?.asked.map(\.text) ?? []
  }

  private static func settings(_ plan: SweepPlan) throws(Refusal) -> [[String]] {
    let levels = plan.factors.map(\.values)
    guard !levels.isEmpty, levels.allSatisfy({ !$0.isEmpty }) else {
      throw Refusal(says: "`sweep.vary` names no setting with values")
    }
    let count = levels.reduce(1) { $0.multipliedReportingOverflow(by: $1.count).partialValue }
    switch plan.design {
    case .factorial:
      guard count > 0, count <= most else {
        throw Refusal(says: "`sweep.vary` has more than \(most) combinations; use {sobol: 256}")
      }
      return SweepDesign.factorial(levels: levels.map(\.count)).points.map { point in
        zip(point, levels).map { $1[Int(($0 * Double($1.count - 1)).rounded())] }
      }
    case .sobol(let points):
      let design = SweepDesign.sobol(count: min(points, most), factors: levels.count)
      return design.points.map { point in
        zip(point, levels).map { $1[min($1.count - 1, Int($0 * Double($1.count)))] }
      }
    }
  }

  private static func point(
    _ scenario: Scenario,
    _ plan: SweepPlan,
    _ values: [String],
    _ incident: String
  ) throws(Refusal) -> DesignPoint {
    let changes = zip(plan.factors, values).map { (path: $0.path, value: $1) }
    let text = changes.map { "\($0.path)=\($0.value)" }.joined(separator: " ")
    let world: WorldPlan
    do throws(ScenarioErrors) {
      world = try scenario.changed(changes, incident: incident.isEmpty ? nil : incident).world
    } catch {
      throw Refusal(says: "with \(text):\n" + error.rendered)
    }
    var asked: [AskedValue] = []
    for value in plan.watch {
      do throws(AskedValue.Unmeasurable) {
        asked.append(try AskedValue(value, of: world))
      } catch {
        throw Refusal(says: "`sweep.watch`: \(error.says)")
      }
    }
    return DesignPoint(key: "\(text) under=\(incident)", world: world, asked: asked)
  }

  /// The study of every point under every incident, incidents varying fastest.
  func study(replications: UInt64?, seed: UInt64?, kept store: TrialStore?) -> PointStudy {
    let plan: ReplicationPlan =
      if let replications {
        .fixed(Int(replications))
      } else {
        switch scenario.run.replications {
        case .fixed(let count): .fixed(count)
        case .auto: .automatic(atMost: min(scenario.run.atMost, Self.replicationLimit))
        }
      }
    return PointStudy(
      points: worlds.flatMap { $0 },
      plan: plan,
      seed: Seed(seed ?? UInt64(bitPattern: Int64(scenario.run.seed))),
      precision: scenario.run.precision.value,
      store: store
    )
  }

  /// A sweep looks at many points; it stops here unless it is told how many replications to make.
  static let replicationLimit = 12
}
