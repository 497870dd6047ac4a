/// A value as it was written, with its place: the only thing the decoder looks at.
package struct Node: Sendable {
  package enum Kind: Sendable {
    /// `isPlain` is false for a quoted or block scalar, which is text whatever it looks like.
    case scalar(String, isPlain: Bool)
    case sequence([Node])
    case mapping([Entry])
  }

  /// A key and its value.
  package struct Entry: Sendable {
    package let key: String
    package let keySpan: Span
    package var value: Node

    package init(key: String, keySpan: Span, value: Node) {
      self.key = key
      self.keySpan = keySpan
      self.value = value
    }
  }

  package var kind: Kind
  package let span: Span
  /// How many nodes it stands for, aliases expanded.
  let weight: Int

  package init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
    switch kind {
    case .scalar: self.weight = 1
    case .sequence(let items): self.weight = 1 + items.reduce(0) { $0 + $1.weight }
    case .mapping(let entries): self.weight = 1 + entries.reduce(0) { $0 + 1 + $1.value.weight }
    }
  }
}

extension Node {
  package var entries: [Entry]? {
    if case .mapping(let entries) = kind { entries } else { nil }
  }

  package var items: [Node]? {
    if case .sequence(let items) = kind { items } else { nil }
  }

  /// The text of a scalar, quoted or not.
  package var text: String? {
    if case .scalar(let text, _) = kind { text } else { nil }
  }

  /// The text of a scalar without quotes: what may be a number, a duration or `off`.
  package var plain: String? {
    if case .scalar(let text, isPlain: true) = kind { text } else { nil }
  }

  /// Whether it is YAML's null.
  package var isNull: Bool {
    guard let plain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(plain)
  }

  /// The value of a key, or nothing.
  package subscript(key: String) -> Node? {
    entries?.first { $0.key == key }?.value
  }

  /// What messages say was found.
  package var described: String {
    switch kind {
    case .scalar(let text, let isPlain):
      if isNull { return "nothing" }
      return isPlain ? quoted(text) : "\"\(quoted(text))\""
    case .sequence: return "a list"
    case .mapping: return "a map"
    }
  }
}
