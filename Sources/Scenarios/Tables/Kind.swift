/// A way of writing a value: how it is read, shown and described.
///
/// `read` gets the value in force before, so that a map can change some keys of it and keep the
/// others; it reports what is wrong and then returns nothing.
package struct Kind<Value: Sendable>: Sendable {
  /// What the vocabulary page calls it, such as `duration`.
  package let name: String
  package let unit: String
  package let schema: Schema
  let read: @Sendable (Node, Value?, inout Reading) -> Value?
  /// The value as a user would write it; nothing when its parts are shown one by one.
  let show: @Sendable (Value) -> String?
  /// Records the parts of a value that has parts.
  let assume: @Sendable (Value, _ written: Node?, _ base: String, inout Reading) -> Void

  init(
    _ name: String,
    unit: String = "",
    schema: Schema,
    read: @escaping @Sendable (Node, Value?, inout Reading) -> Value?,
    show: @escaping @Sendable (Value) -> String?,
    assume: @escaping @Sendable (Value, Node?, String, inout Reading) -> Void = { _, _, _, _ in }
  ) {
    self.name = name
    self.unit = unit
    self.schema = schema
    self.read = read
    self.show = show
    self.assume = assume
  }

  /// The same value under another name, for a kind that narrows another.
  func called(_ name: String) -> Kind {
    Kind(name, unit: unit, schema: schema, read: read, show: show, assume: assume)
  }

  /// Accepts only values for which `isRight` holds; `wanted` completes "`key` is ...".
  func only(
    _ wanted: String,
    where isRight: @escaping @Sendable (Value) -> Bool
  ) -> Kind {
    Kind(
      name,
      unit: unit,
      schema: schema,
      read: { node, current, reading in
        guard let value = read(node, current, &reading) else { return nil }
        if isRight(value) { return value }
        reading.refuse(node, "`\(reading.key)` is \(wanted) (found \(node.described))")
        return nil
      },
      show: show,
      assume: assume
    )
  }

  /// Reads another type that is made from this one and back.
  func map<Other>(
    _ forward: @escaping @Sendable (Value) -> Other,
    back: @escaping @Sendable (Other) -> Value
  ) -> Kind<Other> {
    Kind<Other>(
      name,
      unit: unit,
      schema: schema,
      read: { node, current, reading in
        read(node, current.map(back), &reading).map(forward)
      },
      show: { show(back($0)) },
      assume: { value, node, base, reading in assume(back(value), node, base, &reading) }
    )
  }
}
