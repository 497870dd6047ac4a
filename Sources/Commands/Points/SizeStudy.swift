import Experiments
import GatewayModel
import Reports
import Scenarios
import Synchronization
import TimeAndChance

/// A scenario's `size:` as a search over whole steps of one setting.
final class SizeStudy: Sendable {
  let scenario: Scenario
  let plan: SizePlan
  let sizing: Sizing
  /// What one step of the search is worth in the setting's unit.
  let step: Double
  /// What the arithmetic of a napkin says of the number of servers; empty for other settings.
  let closedForms: [ClosedForm]
  private let key: String
  private let worlds = Mutex<[String: DesignPoint]>([:])

  /// What cannot be sized, in words that are ready to be shown.
  struct Refusal: Error {
    let says: String
  }

  /// Prepares the search; `key` tells it from others of the same scenario.
  init(_ scenario: Scenario, _ plan: SizePlan, keyed key: String = "") throws(Refusal) {
    self.scenario = scenario
    self.key = key
    self.plan = plan
    guard !plan.objectives.isEmpty else { throw Refusal(says: "`size` needs an objective") }
    let isWhole = plan.least == plan.least.rounded() && plan.most == plan.most.rounded()
    step = isWhole && plan.most - plan.least <= 10_000 ? 1 : Self.step(plan.most - plan.least)
    let (low, high) = ((plan.least / step).rounded(.up), (plan.most / step).rounded(.down))
    guard low <= high, abs(low) < 1e15, abs(high) < 1e15 else {
      throw Refusal(says: "`size.between` leaves nothing to try")
    }
    closedForms = plan.path == "fleet.servers" ? ClosedForm.all(scenario, plan) : []
    var objectives: [Objective] = []
    for line in plan.objectives {
      let asked: AskedValue
      do throws(AskedValue.Unmeasurable) {
        asked = try AskedValue(line.claim, in: scenario.world)
      } catch {
        throw Refusal(says: "`\(line.text)`: \(error.says)")
      }
      objectives.append(
        Objective(
          line.text,
          Relation(line.claim.comparison),
          line.claim.bound.value,
          by: asked.method
        )
      )
    }
    sizing = Sizing(
      plan.direction == .smallest ? .smallest : .largest,
      in: Int(low)...Int(high),
      objectives: objectives,
      cases: plan.survive.map(\.name),
      confidence: plan.confidence,
      limit: max(2, scenario.run.atMost)
    )
    // What is wrong with one end of the range is better said before anything runs.
    for size in [sizing.range.lowerBound, sizing.range.upperBound] {
      for index in plan.survive.indices { _ = try point(size, index) }
    }
  }

  /// About a thousand steps of 1, 2 or 5 times a power of ten.
  private static func step(_ span: Double) -> Double {
    var step = 1.0
    while step * 1_000 > span { step /= 10 }
    while step * 10_000 <= span { step *= 10 }
    return step * 1_000 * 5 <= span ? step * 5 : (step * 1_000 * 2 <= span ? step * 2 : step)
  }

  /// The setting's value, as a scenario writes it.
  func written(_ size: Int) -> String { shown(Double(size) * step) + plan.unit }

  /// The world of a size in a case; kept, because every replication asks for it.
  func point(_ size: Int, _ caseIndex: Int) throws(Refusal) -> DesignPoint {
    let key = self.key + "\(plan.path)=\(written(size)) case=\(caseIndex)"
    if let known = worlds.withLock({ $0[key] }) { return known }
    let world: WorldPlan
    do throws(ScenarioErrors) {
      let changed = try scenario.changed([(plan.path, written(size))])
      world = try changed.under(plan.survive[caseIndex]).world
    } catch {
      throw Refusal(says: "with \(key):\n" + error.rendered)
    }
    var asked: [AskedValue] = []
    for line in plan.objectives {
      do throws(AskedValue.Unmeasurable) {
        asked.append(try AskedValue(line.claim, in: world))
      } catch {
        throw Refusal(says: "`\(line.text)` under \(plan.survive[caseIndex].name): \(error.says)")
      }
    }
    let point = DesignPoint(key: key, world: world, asked: asked)
    worlds.withLock { $0[key] = point }
    return point
  }

  /// Where the search begins: what the closed forms ask for, else the middle of the range.
  var guess: Int {
    let (low, high) = (sizing.range.lowerBound, sizing.range.upperBound)
    let servers = closedForms.compactMap(\.servers).max()
    return min(max(servers ?? (low + (high - low) / 2), low), high)
  }

  /// Runs the search.
  func answer(
    on runner: Runner,
    seed: Seed,
    kept store: TrialStore?,
    progress: (Runner.Progress) -> Void
  ) -> Sizing.Answer {
    runner.solve(
      sizing,
      guess: guess,
      seed: seed,
      trial: { size, trial, gauge in
        (try? self.point(size, trial.design))?.samples(trial, gauge, kept: store)
      },
      progress: progress
    )
  }
}
