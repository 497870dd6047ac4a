internal import Glibc

extension SizePlan {
  /// Five values in equal ratios; whole numbers stay whole, and each occurs once.
  static func levels(from least: Double, to most: Double, unit: String) -> [String] {
    let isWhole = least == least.rounded() && most == most.rounded()
    var levels: [String] = []
    for step in 0..<5 {
      let exact = step == 4 ? most : least * pow(most / least, Double(step) / 4)
      var scale = 1.0
      while exact * scale < 100 { scale *= 10 }
      let value = isWhole ? exact.rounded() : (exact * scale).rounded() / scale
      let text = shown(value) + unit
      if levels.last != text { levels.append(text) }
    }
    return levels
  }
}

extension Scenario {
  /// The values of the second setting of a frontier: those of `and-between`, else a quarter to four
  /// times what the scenario says.
  ///
  /// Nothing when it says no number there.
  package func frontierLevels(_ plan: SizePlan) -> [String] {
    if !plan.andLevels.isEmpty { return plan.andLevels }
    guard let path = plan.and else { return [] }
    let keys = path.split(separator: ".").map(String.init)
    let node = keys.reduce(Optional(root)) { node, key in node?[key] }
    let text = node?.text ?? assumptions.first { $0.path == path }.map { $0.value + $0.unit }
    guard let quantity = text.flatMap({ Quantity($0) }), quantity.number > 0 else { return [] }
    let isWhole = quantity.number == quantity.number.rounded()
    let least = isWhole ? max(1, (quantity.number / 4).rounded()) : quantity.number / 4
    return SizePlan.levels(from: least, to: quantity.number * 4, unit: quantity.unit)
  }
}
