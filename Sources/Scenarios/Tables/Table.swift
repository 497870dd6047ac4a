/// One key of a map: from this entry come decoding, the error for a wrong word, the schema, the
/// vocabulary page and the row of `assumptions.csv`.
struct Key<Target: Sendable>: Sendable {
  let name: String
  let kind: String
  let unit: String
  let schema: Schema
  let meaning: String
  /// Where the standard value comes from, when it is not simply ours.
  let source: String
  let isRequired: Bool
  let read: @Sendable (Node, inout Target, inout Reading) -> Void
  let show: @Sendable (Target) -> String?
  let assume: @Sendable (Target, Node?, String, inout Reading) -> Void

  init<Value>(
    _ name: String,
    _ kind: Kind<Value>,
    _ path: any WritableKeyPath<Target, Value> & Sendable,
    _ meaning: String,
    source: String = "",
    isRequired: Bool = false
  ) {
    self.init(
      name,
      kind,
      get: { $0[keyPath: path] },
      set: { $0[keyPath: path] = $1 },
      meaning,
      source: source,
      isRequired: isRequired
    )
  }

  init<Value>(
    _ name: String,
    _ kind: Kind<Value>,
    get: @escaping @Sendable (Target) -> Value?,
    set: @escaping @Sendable (inout Target, Value) -> Void,
    _ meaning: String,
    source: String = "",
    isRequired: Bool = false
  ) {
    self.name = name
    self.kind = kind.name
    self.unit = kind.unit
    self.schema = kind.schema
    self.meaning = meaning
    self.source = source
    self.isRequired = isRequired
    self.read = { node, target, reading in
      if let value = kind.read(node, get(target), &reading) { set(&target, value) }
    }
    self.show = { get($0).flatMap { kind.show($0) } }
    self.assume = { target, node, base, reading in
      if let value = get(target) { kind.assume(value, node, base, &reading) }
    }
  }

  /// A key of the format that no world can run yet: refused with its place, never ignored.
  init(notYet name: String, _ kind: String, _ meaning: String) {
    self.name = name
    self.kind = kind
    self.unit = ""
    self.schema = .anything
    self.meaning = meaning
    self.source = ""
    self.isRequired = false
    self.read = { node, _, reading in
      if node.plain == "off" || node.plain == "false" { return }
      reading.refuse(node, "not supported yet: `\(name)` (\(meaning))")
    }
    self.show = { _ in nil }
    self.assume = { _, _, _, _ in }
  }
}

/// The keys of one map, in the order of the vocabulary page.
struct Table<Target: Sendable>: Sendable {
  /// What messages call the map, as in "unknown key `x` in policy".
  let title: String
  /// The value before any key is read: every standard in one place.
  let initial: Target
  let keys: [Key<Target>]
  /// What must hold between keys; called after all are read.
  let check: @Sendable (Target, Node, inout Reading) -> Void

  init(
    _ title: String,
    initial: Target,
    _ keys: [Key<Target>],
    check: @escaping @Sendable (Target, Node, inout Reading) -> Void = { _, _, _ in }
  ) {
    self.title = title
    self.initial = initial
    self.keys = keys
    self.check = check
  }

  /// Reads a map into `target`, reporting every key that is wrong.
  func read(_ node: Node, into target: Target, _ reading: inout Reading) -> Target? {
    guard let entries = node.entries else {
      let hint = keys.prefix(3).map { "`\($0.name)`" }.joined(separator: ", ")
      reading.refuse(
        node,
        "`\(reading.key)` is a map with keys such as \(hint) (found \(node.described))"
      )
      return nil
    }
    var target = target
    let errors = reading.diagnostics.count
    for entry in entries {
      guard let key = keys.first(where: { $0.name == entry.key }) else {
        let hint = suggestion(for: entry.key, among: keys.map(\.name))
        reading.refuse(entry.keySpan, "unknown key `\(quoted(entry.key))` in \(title)\(hint)")
        continue
      }
      reading.under(entry.key) { key.read(entry.value, &target, &$0) }
    }
    for key in keys where key.isRequired && node[key.name] == nil {
      reading.refuse(node.opening, "\(title) needs `\(key.name)` (\(key.meaning))")
    }
    if reading.diagnostics.count == errors { check(target, node, &reading) }
    return target
  }

  /// Records every value of the map: written here, or from `base`.
  func assume(_ target: Target, _ node: Node?, from base: String, _ reading: inout Reading) {
    for key in keys {
      let written = node?[key.name]
      reading.under(key.name) { reading in
        if let value = key.show(target) {
          reading.assume(
            Assumption(
              path: reading.path.joined(separator: "."),
              value: value,
              unit: key.unit,
              source: written.map { reading.place(of: $0) } ?? base,
              note: written == nil ? key.source : ""
            )
          )
        }
        key.assume(target, written, base, &reading)
      }
    }
  }

  var schema: Schema {
    let standards = keys.map { $0.show(initial) }
    return .map(
      zip(keys, standards).map { key, standard in
        Schema.Property(
          name: key.name,
          kind: key.kind,
          meaning: key.meaning,
          standard: standard,
          isRequired: key.isRequired,
          schema: key.schema
        )
      }
    )
  }
}

extension Kind {
  /// A map with a table of its own, read over the value in force.
  static func table(_ table: Table<Value>) -> Kind {
    Kind(
      table.title,
      schema: table.schema,
      read: { node, current, reading in
        table.read(node, into: current ?? table.initial, &reading)
      },
      show: { _ in nil },
      assume: { value, node, base, reading in
        table.assume(value, node, from: base, &reading)
      }
    )
  }
}

extension Node {
  /// The first line of a map: where to say that a key is missing.
  var opening: Span {
    if let first = entries?.first {
      return Span(source: span.source, start: span.start, end: first.keySpan.end)
    }
    return span
  }
}

extension Reading {
  /// `file:line` of a written value.
  func place(of node: Node) -> String {
    "\(sources[node.span.source].name):\(node.span.start.line)"
  }
}
