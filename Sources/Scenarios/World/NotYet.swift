/// What the format has words for and no world runs yet: refused in its place, never ignored.
///
/// One line a key. Whoever teaches the world a key takes its line out of here.
struct NotYet: Sendable {
  /// Keys from the outermost; `*` is any name, and any item of a list.
  let path: [String]
  /// Values that ask for nothing new.
  let harmless: [String]

  init(_ path: String, except harmless: String...) {
    self.path = path.split(separator: ".").map(String.init)
    self.harmless = harmless + ["off", "false"]
  }

  static let all: [NotYet] = fleet + load + policies

  private static let fleet = [
    NotYet("fleet.placement.central"), NotYet("fleet.sync", except: "0", "0s"),
  ]

  private static let load = [NotYet("load.*.campaign.by.topic")]

  private static let policies = ["policy", "policies.*", "providers.*.policy", "load.*.policy"]
    .flatMap { place in ["hedge"].map { NotYet("\(place).\($0)") } }

  /// Refuses every such key in a file, unless something is wrong with it already.
  static func check(_ root: Node, besides found: [Diagnostic], _ reading: inout Reading) {
    for entry in all { entry.check(root, entry.path[...], root.span, found, &reading) }
  }

  private func check(
    _ node: Node,
    _ rest: ArraySlice<String>,
    _ place: Span,
    _ found: [Diagnostic],
    _ reading: inout Reading
  ) {
    guard let key = rest.first else {
      if node.isNull || node.text.map(harmless.contains) == true { return }
      let isWrong = found.contains { wrong in
        wrong.span.source == node.span.source && wrong.span.start >= place.start
          && wrong.span.start < max(node.span.end, place.end)
      }
      if isWrong { return }
      reading.refuse(place, "not supported yet: `\(path.joined(separator: "."))`")
      return
    }
    for item in node.items ?? [] where key == "*" {
      check(item, rest.dropFirst(), item.opening, found, &reading)
    }
    for entry in node.entries ?? [] where key == "*" || key == entry.key {
      check(entry.value, rest.dropFirst(), entry.keySpan, found, &reading)
    }
  }
}
