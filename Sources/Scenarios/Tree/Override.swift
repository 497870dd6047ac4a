/// One `path=value`, as `--set` and the factors of a sweep give it.
package struct Override: Sendable {
  /// The keys, outermost first; a quoted key may contain points.
  package let path: [Word]
  package let value: Node
  /// Where it was written.
  package let span: Span

  package struct Word: Sendable, Hashable {
    package let text: String
    package let isQuoted: Bool
  }

  package init(path: String, value: Node, at span: Span) {
    self.path = Override.words(of: path)
    self.value = value
    self.span = span
  }

  /// Reads `path=value`; adds the text to `sources`, so that messages can show it.
  package static func parse(
    _ argument: String,
    named name: String = "--set",
    _ sources: inout Sources,
    _ diagnostics: inout [Diagnostic]
  ) -> Override? {
    let source = sources.add(SourceText(name: name, text: argument))
    let whole = Span(
      source: source,
      start: .start,
      end: Mark.start.advanced(by: argument.utf8.count)
    )
    guard let equals = argument.utf8.firstIndex(of: 0x3D), equals != argument.startIndex else {
      diagnostics.append(
        Diagnostic(at: whole, "an override is path=value, as in fleet.servers=30")
      )
      return nil
    }
    // Blanks in place of the path keep every column where the user sees it.
    let path = String(argument[..<equals])
    let blank = String(repeating: " ", count: path.unicodeScalars.count + 1)
    let rest = argument[argument.utf8.index(after: equals)...]
    let text = SourceText(name: name, text: blank + rest)
    if trimmed(String(rest)).isEmpty {
      let empty = Node(.scalar("null", isPlain: true), at: whole)
      return Override(path: path, value: empty, at: whole)
    }
    guard let value = NodeBuilder.tree(of: text, as: source, diagnostics: &diagnostics) else {
      return nil
    }
    return Override(path: path, value: value, at: whole)
  }

  private static func words(of path: String) -> [Word] {
    var words: [Word] = []
    var current = ""
    var isQuoted = false
    var isInside = false
    for character in path {
      switch character {
      case "\"":
        isInside.toggle()
        isQuoted = true
      case "." where !isInside:
        words.append(Word(text: current, isQuoted: isQuoted))
        (current, isQuoted) = ("", false)
      default: current.append(character)
      }
    }
    words.append(Word(text: current, isQuoted: isQuoted))
    return words
  }
}

extension Override {
  /// Returns `root` with this laid over it, or what is wrong with the path.
  package func applied(to root: Node, shape: Schema) throws(Diagnostic) -> Node {
    try changed(root, path[...], [shape]) ?? Node(.mapping([]), at: root.span)
  }

  /// Returns what stands where `node` stood; nothing when it is removed.
  private func changed(
    _ node: Node?,
    _ path: ArraySlice<Word>,
    _ shapes: [Schema]
  ) throws(Diagnostic) -> Node? {
    guard !path.isEmpty else {
      return value.isNull ? nil : Merge.merged(node, value, shapes: shapes)
    }
    if let node, let items = node.items { return try changedItem(node, items, path, shapes) }
    let map = node.flatMap { Merge.opened($0, shapes) }
    if let node, map == nil, !node.isNull {
      throw Diagnostic(
        at: span,
        "`\(written(before: path))` is \(node.described), not a map"
      )
    }
    let (key, rest) = step(path, map, shapes)
    let below = shapes.flatMap { $0.below(key) }
    var entries = map?.entries ?? []
    let index = entries.firstIndex { $0.key == key }
    let result = try changed(index.map { entries[$0].value }, rest, below)
    if let index, let result {
      entries[index].value = result
    } else if let index {
      entries.remove(at: index)
    } else if let result {
      entries.removeAll { !belongs($0.key, beside: key, shapes) }
      entries.append(Node.Entry(key: key, keySpan: span, value: result))
    }
    return Node(.mapping(entries), at: map?.span ?? span)
  }

  private func changedItem(
    _ list: Node,
    _ items: [Node],
    _ path: ArraySlice<Word>,
    _ shapes: [Schema]
  ) throws(Diagnostic) -> Node? {
    var items = items
    for length in (1...path.count).reversed() {
      let name = path.prefix(length).map(\.text).joined(separator: ".")
      guard let index = Merge.position(of: name, in: items) else { continue }
      let below = shapes.flatMap { $0.below(name) }
      if let result = try changed(items[index], path.dropFirst(length), below) {
        items[index] = result
      } else {
        items.remove(at: index)
      }
      return Node(.sequence(items), at: list.span)
    }
    let name = path.first?.text ?? ""
    let hint = suggestion(for: name, among: items.compactMap { $0["name"]?.text })
    let place = written(before: path)
    throw Diagnostic(at: span, "nothing in `\(place)` is called `\(quoted(name))`\(hint)")
  }

  /// The next key: the longest that the map or the format knows, since keys such as `p99.9` have points.
  private func step(
    _ path: ArraySlice<Word>,
    _ map: Node?,
    _ shapes: [Schema]
  ) -> (String, ArraySlice<Word>) {
    let first = path[path.startIndex]
    if !first.isQuoted {
      for length in (2...max(2, path.count)).reversed() where length <= path.count {
        let name = path.prefix(length).map(\.text).joined(separator: ".")
        let isKnown = map?[name] != nil || shapes.contains { !$0.below(name).isEmpty }
        let isPercentile = length == 2 && percentileLevel(name) != nil
        if (isKnown && !shapes.allSatisfy(\.isDictionary)) || map?[name] != nil || isPercentile {
          return (name, path.dropFirst(length))
        }
      }
    }
    return (first.text, path.dropFirst())
  }

  /// Whether `other` may stay when `key` is added: another way of a one-of map may not.
  private func belongs(_ other: String, beside key: String, _ shapes: [Schema]) -> Bool {
    let ways = shapes.flatMap(\.ways)
    guard let way = ways.first(where: { $0.name == key || $0.besides.contains(key) }) else {
      return true
    }
    return other == way.name || way.besides.contains(other)
  }

  private func written(before path: ArraySlice<Word>) -> String {
    self.path[..<path.startIndex].map(\.text).joined(separator: ".")
  }
}

extension Schema {
  /// Whether any word at all is a key of it.
  fileprivate var isDictionary: Bool {
    switch self {
    case .dictionary: true
    case .any(let shapes): shapes.contains(where: \.isDictionary)
    case .named(let name): Vocabulary.shape(named: name).isDictionary
    case .anything, .text, .number, .integer, .boolean, .words, .list, .map, .choice: false
    }
  }
}
