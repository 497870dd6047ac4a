/// One way to write a one-of map, such as `poisson` among arrivals.
struct Way<Value: Sendable>: Sendable {
  let name: String
  let kind: String
  let schema: Schema
  let meaning: String
  /// Keys that may stand beside it.
  let besides: [String]
  let read: @Sendable (Node, _ whole: Node, Value?, inout Reading) -> Value?

  /// A way with one value behind its name.
  init<Inner>(
    _ name: String,
    _ kind: Kind<Inner>,
    _ meaning: String,
    make: @escaping @Sendable (Inner) -> Value
  ) {
    self.name = name
    self.kind = kind.name
    self.schema = kind.schema
    self.meaning = meaning
    self.besides = []
    self.read = { node, _, _, reading in kind.read(node, nil, &reading).map(make) }
  }

  /// A way whose other keys stand beside its name, as in `{file: a.csv, column: x}`.
  init<Inner>(
    table: Table<Inner>,
    _ meaning: String,
    make: @escaping @Sendable (Inner) -> Value
  ) {
    let names = table.keys.map(\.name)
    self.name = names[0]
    self.kind = table.keys[0].kind
    self.schema = table.schema
    self.meaning = meaning
    self.besides = Array(names.dropFirst())
    self.read = { _, whole, _, reading in
      table.read(whole, into: table.initial, &reading).map(make)
    }
  }

  /// A way whose keys name something that is read in its turn, such as a file.
  init<Inner>(
    table: Table<Inner>,
    _ meaning: String,
    reading make: @escaping @Sendable (Inner, Node, inout Reading) -> Value?
  ) {
    let names = table.keys.map(\.name)
    self.name = names[0]
    self.kind = table.keys[0].kind
    self.schema = table.schema
    self.meaning = meaning
    self.besides = Array(names.dropFirst())
    self.read = { _, whole, _, reading in
      let errors = reading.diagnostics.count
      guard let inner = table.read(whole, into: table.initial, &reading),
        reading.diagnostics.count == errors
      else { return nil }
      return make(inner, whole, &reading)
    }
  }
}

extension Kind {
  /// A map of which exactly one way is taken.
  ///
  /// `bare` reads what is not a map, such as `50ms` for a constant.
  static func choice(
    _ name: String,
    _ ways: [Way<Value>],
    bare: Kind<Value>? = nil,
    common: [String] = [],
    show: @escaping @Sendable (Value) -> String?
  ) -> Kind {
    let shape = Schema.choice(
      ways.map { way in
        let schema = way.besides.isEmpty ? way.schema : way.schema.below(way.name).first
        return Schema.Way(way.name, schema ?? way.schema, besides: way.besides + common)
      }
    )
    let known = ways.map(\.name)
    return Kind(
      name,
      schema: bare.map { .any([$0.schema, shape]) } ?? shape,
      read: { node, current, reading in
        guard let entries = node.entries else {
          if let bare, node.items == nil { return bare.read(node, current, &reading) }
          let list = known.map { "`\($0)`" }.joined(separator: ", ")
          reading.refuse(
            node,
            "`\(reading.key)` is a map of one of \(list) (found \(node.described))"
          )
          return nil
        }
        guard let (way, entry) = taken(ways, entries, common, node, &reading) else { return nil }
        if way.besides.isEmpty {
          return reading.under(way.name) { way.read(entry.value, node, current, &$0) }
        }
        return way.read(entry.value, node, current, &reading)
      },
      show: show
    )
  }

  private static func taken(
    _ ways: [Way<Value>],
    _ entries: [Node.Entry],
    _ common: [String],
    _ node: Node,
    _ reading: inout Reading
  ) -> (Way<Value>, Node.Entry)? {
    let known = ways.map(\.name)
    var taken: (Way<Value>, Node.Entry)?
    for entry in entries {
      guard let way = ways.first(where: { $0.name == entry.key }) else { continue }
      if let (first, _) = taken {
        if first.besides.contains(entry.key) { continue }
        let problem = "`\(reading.key)` takes one of `\(first.name)` and `\(way.name)`, not both"
        reading.refuse(entry.keySpan, problem)
        return nil
      }
      taken = (way, entry)
    }
    guard let (way, _) = taken else {
      if let odd = entries.first(where: { !common.contains($0.key) }) {
        let hint = suggestion(for: odd.key, among: known)
        reading.refuse(odd.keySpan, "unknown key `\(quoted(odd.key))` in \(reading.key)\(hint)")
      } else {
        let list = known.map { "`\($0)`" }.joined(separator: ", ")
        reading.refuse(node, "`\(reading.key)` needs one of \(list)")
      }
      return nil
    }
    let allowed = [way.name] + way.besides + common
    for entry in entries where !allowed.contains(entry.key) && way.besides.isEmpty {
      let hint = suggestion(for: entry.key, among: way.besides + common)
      reading.refuse(entry.keySpan, "unknown key `\(quoted(entry.key))` in \(reading.key)\(hint)")
    }
    return taken
  }
}
