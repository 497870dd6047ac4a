import Policies
import TimeAndChance

/// Our outlier ejection under a vector's operations: one member that fails, or one sweep of rates.
struct OutlierSubject: ConformanceSubject {
  private var group: OutlierEjection
  private var chance = RandomStream(Seed(1))
  private let rule: OutlierEjection.SuccessRate
  let reservation: String?

  private static let known: Set<String> = [
    "consecutiveFailures", "baseEjection", "maxEjection", "interval", "maxEjectionPercent",
    "jitter", "successRateStdevFactor", "stdevFactor", "factor", "minimumHosts", "requestVolume",
    "successRateMinimumHosts", "successRateRequestVolume", "hosts",
  ]

  init(_ vector: Conformance.Vector) {
    let config = vector.config["outlier"] ?? vector.config
    func seconds(_ name: String, _ fallback: Double) -> Duration {
      Duration(inSeconds: config[name]?.number ?? fallback)
    }
    var choices = OutlierEjection.Configuration()
    choices.consecutiveFailures = config["consecutiveFailures"]?.integer ?? 5
    choices.baseEjection = seconds("baseEjection", 30)
    choices.maxEjection = seconds("maxEjection", 300)
    choices.interval = max(.milliseconds(1), seconds("interval", 10))
    choices.jitter = seconds("jitter", 0)
    let share = (config["maxEjectionPercent"]?.number ?? 100) / 100
    choices.maxEjected = Fraction(share) ?? .all
    var rule = OutlierEjection.SuccessRate()
    let factor = ["successRateStdevFactor", "stdevFactor", "factor"]
      .compactMap { config[$0]?.number }.first
    // Envoy writes 1.9 standard deviations as 1900.
    if let factor { rule.deviations = factor >= 100 ? factor / 1000 : factor }
    rule.minimumMembers = 1
    rule.minimumCalls = 1
    choices.successRate = rule
    self.rule = rule
    group = OutlierEjection(choices, members: min(max(1, config["hosts"]?.integer ?? 1), 10_000))
    reservation = config.members?.first { !Self.known.contains($0.name) }
      .map { "configuration key `\($0.name)` is not known" }
  }

  mutating func perform(
    _ step: Conformance.Step
  ) throws(Conformance.Skip) -> [Conformance.Sight] {
    switch step.operation {
    case "fail5", "failure":
      let times = step.operation == "fail5" ? 5 : try step.count(default: 1)
      for _ in 0..<times {
        _ = group.record(0, succeeded: false, at: step.time, using: &chance)
      }
    case "success":
      _ = group.record(0, succeeded: true, at: step.time, using: &chance)
    case "sweep": group.sweep(at: step.time, using: &chance)
    case "observe": break
    case "successRates": return try successRates(step)
    default: throw Conformance.Skip("step \(step.number): unknown operation `\(step.operation)`")
    }
    return [Conformance.Sight("ejected", .bool(group.isEjected(0)))]
  }

  /// Gives each member of a group one of the rates, sweeps once, and looks who is out.
  private mutating func successRates(
    _ step: Conformance.Step
  ) throws(Conformance.Skip) -> [Conformance.Sight] {
    guard let list = step.fields.members?.compactMap({ $0.value.list }).first else {
      throw Conformance.Skip("step \(step.number): which rates?")
    }
    let rates = list.compactMap(\.number)
    guard rates.count == list.count, rates.count <= 1_000,
      rates.allSatisfy({ (0...100).contains($0) })
    else { throw Conformance.Skip("step \(step.number): rates are percentages") }
    var choices = OutlierEjection.Configuration()
    choices.consecutiveFailures = nil
    choices.maxEjected = .all
    var rule = self.rule
    for (name, value) in (step.fields.members ?? []).compactMap({ member in
      member.value.number.map { (member.name, $0) }
    }) where name.lowercased().contains("factor") {
      rule.deviations = value >= 100 ? value / 1000 : value
    }
    choices.successRate = rule
    var group = OutlierEjection(choices, members: rates.count)
    let calls = 10_000
    for (member, rate) in rates.enumerated() {
      let good = Int((rate / 100 * Double(calls)).rounded())
      for call in 0..<calls {
        _ = group.record(member, succeeded: call < good, at: step.time, using: &chance)
      }
    }
    group.sweep(at: step.time, using: &chance)
    let out = rates.indices.map { group.isEjected($0) }
    let verdict = rule.verdict(on: rates)
    let numbers = rates.indices.filter { out[$0] }
    var sights = [
      Conformance.Sight("threshold", .number(verdict.threshold)),
      Conformance.Sight("ejectionThreshold", .number(verdict.threshold)),
      Conformance.Sight("mean", .number(verdict.mean)),
      Conformance.Sight("average", .number(verdict.mean)),
      Conformance.Sight("successRateAverage", .number(verdict.mean)),
      Conformance.Sight("ejectedCount", .number(Double(numbers.count))),
      Conformance.Sight("ejectedHosts", .numbers(numbers.map(Double.init))),
    ]
    let wanted = step.expect.first { $0.name == "ejected" }?.value
    if let list = wanted?.list {
      let areFlags = list.contains { $0.bool != nil }
      sights.append(
        Conformance.Sight("ejected", areFlags ? .bools(out) : .numbers(numbers.map(Double.init)))
      )
    } else if wanted?.number != nil {
      sights.append(Conformance.Sight("ejected", .number(Double(numbers.count))))
    } else {
      sights.append(Conformance.Sight("ejected", .bool(!numbers.isEmpty)))
    }
    return sights
  }
}
