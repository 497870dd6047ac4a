internal import GatewayModel
internal import TimeAndChance

extension Window {
  /// How tables and messages call it; the name of its accumulator.
  package var name: String {
    switch self {
    case .whole: return ""
    case .before(let fault): return "before \(fault)"
    case .during(let fault): return "during \(fault)"
    case .after(let fault, let plus):
      return plus == .zero ? "after \(fault)" : "after \(fault) + \(shown(plus))"
    case .between(let from, let to): return "from \(shown(from)) to \(shown(to))"
    case .overEvery(let length): return "over every \(shown(length))"
    case .overSome(let length): return "over some \(shown(length))"
    }
  }
}

extension WorldResolver {
  /// The one part of a window, or the stretches of `over`: one after the other from the end of the
  /// warm-up; a shorter rest does not count.
  func parts(
    of window: Window,
    in world: WorldPlan,
    _ reading: inout Reading
  ) -> [WorldPlan.Window] {
    let length: Duration
    switch window {
    case .overEvery(let duration), .overSome(let duration): length = duration
    case .whole, .before, .during, .after, .between:
      return [span(of: window, in: world, &reading)]
    }
    let measured = world.duration - world.warmUp
    let line = line(of: window) ?? root
    guard length > .zero, length <= measured else {
      let found = "the \(shown(measured)) that are measured"
      reading.refuse(line, "`\(window.name)`: a stretch is longer than 0 and fits into \(found)")
      return []
    }
    let count = Int(measured / length)
    guard count <= 64 else {
      let least = shown(Duration.seconds(Int((measured / 64).inSeconds.rounded(.up))))
      reading.refuse(
        line,
        "`\(window.name)` would be \(count) stretches; at most 64 can be measured: from \(least) on"
      )
      return []
    }
    return (0..<count).map { index in
      let from = world.warmUp + length * index
      return WorldPlan.Window(name: window.name, from: from, to: from + length)
    }
  }

  /// The part of the run that a window means here; empty when its fault is not part of this variant.
  func span(of window: Window, in world: WorldPlan, _ reading: inout Reading) -> WorldPlan.Window {
    let end = world.duration
    let (from, to): (Duration, Duration) =
      switch window {
      case .whole, .overEvery, .overSome: (.zero, end)
      case .before(let fault):
        faultSpan(fault, world).map { (world.warmUp, $0.at) } ?? (.zero, .zero)
      case .during(let fault):
        faultSpan(fault, world).map { ($0.at, min(end, $0.end)) } ?? (.zero, .zero)
      case .after(let fault, let plus): after(fault, plus, world)
      case .between(let from, let to): (from, min(to, end + world.settle))
      }
    if case .between(let from, _) = window, from >= end + world.settle, let line = line(of: window)
    {
      reading.refuse(
        line,
        "the window `\(window.name)` lies outside the run, which lasts \(shown(end))"
      )
    }
    return WorldPlan.Window(name: window.name, from: from, to: max(from, to))
  }

  private func after(
    _ fault: String,
    _ plus: Duration,
    _ world: WorldPlan
  ) -> (Duration, Duration) {
    guard let span = faultSpan(fault, world) else { return (.zero, .zero) }
    let from = span.end + plus
    let next = world.faults.map(\.at).filter { $0 >= span.end && $0 > span.at }.min()
    return (from, min(world.duration, next ?? world.duration))
  }

  /// From the first to the last of what a fault does.
  private func faultSpan(_ name: String, _ world: WorldPlan) -> (at: Duration, end: Duration)? {
    let parts = world.faults.filter { $0.name == name }
    guard let at = parts.map(\.at).min() else { return nil }
    let ends = parts.map { part in part.length.map { part.at + $0 } ?? world.duration }
    return (at, ends.max() ?? world.duration)
  }

  /// Every line of the file that may name a window.
  var lines: [Node] {
    let collapse = [file.run.collapse].compactMap { $0 }
    return file.expect + (file.size?.objectives ?? []) + (file.sweep?.watch ?? []) + collapse
  }

  private func line(of window: Window) -> Node? {
    lines.first { $0.text?.contains(window.name) == true } ?? lines.first
  }

  /// What only shows when all is put together.
  func checkFit(_ world: WorldPlan, _ reading: inout Reading) {
    for entry in file.load {
      let node = root["load"]?[entry.name]
      if let campaign = entry.value.campaign, campaign.at >= world.duration,
        let at = node?["campaign"]?["at"]
      {
        reading.refuse(
          at,
          "the campaign begins at \(shown(campaign.at)), after the run of \(shown(world.duration))"
        )
      }
      if entry.value.isPersonal, case .topic? = entry.value.campaign?.by,
        let by = node?["campaign"]?["by"]
      {
        reading.refuse(by, "a topic cannot carry a personal message; use shards")
      }
    }
    checkMemory(world, &reading)
  }

  private func checkMemory(_ world: WorldPlan, _ reading: inout Reading) {
    guard let memory = world.fleet.server.memory, let node = root["fleet"]?["server"] else {
      return
    }
    let connections = world.fleet.server.connections.reduce(0) { $0 + $1.maximum }
    if connections * memory.perConnection > memory.limit {
      let need = connections * memory.perConnection
      reading.refuse(
        (node["memory"] ?? node).opening,
        "\(connections) connections alone need \(need) bytes, more than the `limit` of one server"
      )
    }
  }
}
