internal import GatewayModel
internal import TimeAndChance

/// A scenario file as it was read: every section in its own words, nothing connected yet.
struct ScenarioFile: Sendable {
  var version: Int?
  var title: String?
  var why: String?
  var run = RunPlan()
  var quick: Node?
  var load: [Named<WrittenClass>] = []
  var routes: [Named<WrittenRoute>] = []
  var providers: [Named<WrittenProvider>] = []
  var fleet = WrittenFleet()
  var policy: Node?
  var policies: [Named<Node>] = []
  var faults: [Named<WrittenFault>] = []
  var compareTo: String?
  var compare: [Named<Node>] = []
  var size: WrittenSize?
  var sweep: WrittenSweep?
  var expect: [Node] = []

  static let table = Table(
    "the scenario",
    initial: ScenarioFile(),
    headKeys + worldKeys + studyKeys
  ) { file, node, reading in
    if let version = file.version, version != 1, let node = node["spillway"] {
      reading.refuse(node, "this program reads format version 1 (found \(node.described))")
    }
  }

  /// The shape of a whole file, for overrides, the schema and the vocabulary page.
  static let shape = table.schema

  private static let headKeys: [Key<ScenarioFile>] = [
    Key(
      "spillway",
      Kind<Int>.count.optional(),
      \.version,
      "the version of the format: 1",
      isRequired: true
    ),
    Key("title", Kind<String>.text.optional(), \.title, "a line for lists and pages"),
    Key("why", Kind<String>.text.optional(), \.why, "free text, shown on the page"),
    Key("run", .table(RunPlan.table), \.run, "how long, how often, how precisely"),
    Key(
      "quick",
      Kind<Node>.later("overrides", .anything).optional(),
      \.quick,
      "overrides for `check --quick` that keep the point"
    ),
  ]

  private static let worldKeys: [Key<ScenarioFile>] = [
    Key(
      "load",
      .dictionary(of: .table(WrittenClass.table)),
      \.load,
      "classes of traffic",
      isRequired: true
    ),
    Key(
      "routes",
      .dictionary(of: .table(WrittenRoute.table)),
      \.routes,
      "a primary and a secondary provider behind one name"
    ),
    Key(
      "providers",
      .dictionary(of: WrittenProvider.kind),
      \.providers,
      "where messages go; a name that is a preset needs no entry"
    ),
    Key("fleet", .table(WrittenFleet.table), \.fleet, "the sender's side", isRequired: true),
    Key(
      "policy",
      Kind<Node>.later("policy", .named("policy")).optional(),
      \.policy,
      "how messages are delivered; `recommended` when nothing is said"
    ),
    Key(
      "policies",
      .dictionary(of: .later("policy", .named("policy"))),
      \.policies,
      "policies of your own, by name"
    ),
    Key("faults", .faults, \.faults, "what goes wrong, and when"),
  ]

  private static let studyKeys: [Key<ScenarioFile>] = [
    Key(
      "compare-to",
      Kind<String>.text.optional(),
      \.compareTo,
      "the variant that the others are compared with; the first one"
    ),
    Key(
      "compare",
      .dictionary(of: .later("overrides", .anything)),
      \.compare,
      "variants: each overrides any part of the file"
    ),
    Key("size", Kind<WrittenSize>.table(WrittenSize.table).optional(), \.size, "how big"),
    Key(
      "sweep",
      Kind<WrittenSweep>.table(WrittenSweep.table).optional(),
      \.sweep,
      "how it depends on settings"
    ),
    Key(
      "expect",
      .lines,
      \.expect,
      "what must hold, a line each"
    ),
  ]
}

extension Kind where Value == [Node] {
  /// Lines kept as they are, to be read when the names they may use are known.
  static var lines: Kind {
    Kind(
      "list of lines",
      schema: .list(.text(pattern: nil)),
      read: { node, _, reading in
        if let items = node.items { return items }
        reading.refuse(node, "`\(reading.key)` is a list of lines (found \(node.described))")
        return nil
      },
      show: { _ in nil }
    )
  }
}

extension Kind where Value == [Named<WrittenFault>] {
  /// A list of faults; one without a name is `fault N`, counted from 1.
  fileprivate static var faults: Kind {
    let table = WrittenFault.table
    return Kind(
      "list of faults",
      schema: .list(table.schema),
      read: { node, _, reading in
        guard let items = node.items else {
          reading.refuse(node, "`\(reading.key)` is a list of faults (found \(node.described))")
          return nil
        }
        var faults: [Named<WrittenFault>] = []
        for (index, item) in items.enumerated() {
          let name = item["name"]?.text ?? "fault \(index + 1)"
          if faults.contains(where: { $0.name == name }) {
            reading.refuse(
              (item["name"] ?? item).span,
              "two faults are called `\(quoted(name))`"
            )
          }
          let fault = reading.under(name) { table.read(item, into: table.initial, &$0) }
          guard let fault else { continue }
          faults.append(Named(name: name, span: item.opening, value: fault))
        }
        return faults
      },
      show: { _ in nil },
      assume: { faults, node, base, reading in
        for fault in faults {
          let item = node?.items.flatMap { items in
            Merge.position(of: fault.name, in: items).map { items[$0] }
          }
          reading.under(fault.name) { table.assume(fault.value, item, from: base, &$0) }
        }
      }
    )
  }
}
