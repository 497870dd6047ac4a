/// Lays overrides over a tree: `quick:`, the variants of `compare:`, `--set` and design points.
///
/// Maps merge key by key; a map with `like:` and a one-of map replace the whole, because half of
/// one choice and half of another means nothing; lists and scalars replace; `null` removes.
package enum Merge {
  /// Returns `base` changed by `change`; `shapes` says which maps are one-of maps.
  package static func merged(_ base: Node?, _ change: Node, shapes: [Schema]) -> Node {
    guard let base, let changes = change.entries, change["like"] == nil, !isChoice(shapes) else {
      return withoutRemovals(change)
    }
    if base.items != nil { return changedItems(base, changes, shapes: shapes) }
    guard let entries = opened(base, shapes)?.entries else { return withoutRemovals(change) }
    var result = entries
    for entry in changes {
      let index = result.firstIndex { $0.key == entry.key }
      if entry.value.isNull {
        if let index { result.remove(at: index) }
        continue
      }
      let below = shapes.flatMap { $0.below(entry.key) }
      let before = index.map { result[$0].value }
      let value = merged(before, entry.value, shapes: below)
      if let index {
        result[index].value = value
      } else {
        result.append(Node.Entry(key: entry.key, keySpan: entry.keySpan, value: value))
      }
    }
    return Node(.mapping(result), at: base.span)
  }

  /// A map that takes the place of another has nothing left for its nulls to remove.
  private static func withoutRemovals(_ node: Node) -> Node {
    guard let entries = node.entries else { return node }
    let kept = entries.filter { !$0.value.isNull }
    return kept.count == entries.count ? node : Node(.mapping(kept), at: node.span)
  }

  /// A map over a list changes the items that it names.
  private static func changedItems(
    _ list: Node,
    _ changes: [Node.Entry],
    shapes: [Schema]
  ) -> Node {
    var items = list.items ?? []
    let below = shapes.flatMap { $0.below("") }
    for entry in changes {
      guard let index = position(of: entry.key, in: items) else {
        // An unknown name stays an entry of its own, so that the decoder reports it in its place.
        items.append(Node(.mapping([entry]), at: entry.keySpan))
        continue
      }
      if entry.value.isNull {
        items.remove(at: index)
      } else {
        items[index] = merged(items[index], entry.value, shapes: below)
      }
    }
    return Node(.sequence(items), at: list.span)
  }

  /// The item of a list that `name` means: by its `name:`, as `fault 2`, or as `2`, from 1.
  static func position(of name: String, in items: [Node]) -> Int? {
    if let index = items.firstIndex(where: { $0["name"]?.text == name }) { return index }
    let digits = name.hasPrefix("fault ") ? String(name.dropFirst(6)) : name
    guard let number = Int(digits), number >= 1, number <= items.count else { return nil }
    return number - 1
  }

  /// A scalar that stands for a map: a name for `{like: name}`, a share for `{share: 40%}`.
  static func opened(_ node: Node, _ shapes: [Schema]) -> Node? {
    if node.entries != nil { return node }
    guard node.text != nil, !node.isNull else { return nil }
    for key in ["like", "share"] where shapes.contains(where: { !$0.below(key).isEmpty }) {
      let entry = Node.Entry(key: key, keySpan: node.span, value: node)
      return Node(.mapping([entry]), at: node.span)
    }
    return nil
  }

  static func isChoice(_ shapes: [Schema]) -> Bool {
    shapes.contains { !$0.ways.isEmpty }
  }
}
