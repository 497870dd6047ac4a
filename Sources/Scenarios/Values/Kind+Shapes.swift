extension Kind where Value == Bool {
  /// `true` or `false`; the words of older loaders are understood too.
  static var flag: Kind {
    scalar(
      "true or false",
      "true or false",
      schema: .boolean,
      parse: { text, _, _ in
        switch text {
        case "true", "True", "TRUE", "on", "yes": .value(true)
        case "false", "False", "FALSE", "off", "no": .value(false)
        default: .unlike
        }
      },
      show: { $0 ? "true" : "false" }
    )
  }
}

extension Kind where Value == String {
  /// Free text, quoted or not.
  static var text: Kind {
    Kind(
      "text",
      schema: .text(pattern: nil),
      read: { node, _, reading in
        if let text = node.text, !node.isNull { return text }
        reading.refuse(node, "`\(reading.key)` is a text (found \(node.described))")
        return nil
      },
      show: { $0 }
    )
  }

  /// A name that must exist elsewhere in the file.
  static func name(of kind: Reference.Kind) -> Kind {
    Kind(
      "name",
      schema: .text(pattern: nil),
      read: { node, current, reading in
        guard let name = text.read(node, current, &reading) else { return nil }
        reading.references.append(Reference(kind: kind, name: name, span: node.span))
        return name
      },
      show: { $0 }
    )
  }
}

extension Kind {
  /// One of a few words.
  static func words(_ words: [(String, Value)], _ name: String = "word") -> Kind
  where Value: Equatable {
    let known = words.map(\.0)
    return Kind(
      name,
      schema: .words(known),
      read: { node, _, reading in
        // `off` may have gone through a loader that made it a boolean.
        let written = node.text.map { $0 == "false" && known.contains("off") ? "off" : $0 }
        if let word = words.first(where: { $0.0 == written }) { return word.1 }
        let list = known.map { "`\($0)`" }.joined(separator: ", ")
        let nearest = node.text.flatMap { nearestWord(to: $0, in: known) }
        let hint = nearest.map { "; did you mean `\($0)`?" } ?? ""
        let wanted = known.count == 1 ? "must be \(list)" : "is one of \(list)"
        reading.refuse(node, "`\(reading.key)` \(wanted) (found \(node.described))\(hint)")
        return nil
      },
      show: { value in words.first { $0.1 == value }?.0 }
    )
  }

  /// This kind, or one word that stands for nothing.
  func or(_ word: String, named name: String? = nil) -> Kind<Value?> {
    let inner = self
    return Kind<Value?>(
      name ?? "\(self.name) or `\(word)`",
      unit: unit,
      schema: .any([schema, .words([word])]),
      read: { node, current, reading in
        let isWord = node.plain == word || (word == "off" && node.plain == "false")
        if isWord { return .some(nil) }
        return inner.read(node, current ?? nil, &reading).map { .some($0) }
      },
      show: { $0.map { inner.show($0) } ?? word },
      assume: { value, node, base, reading in
        if let value { inner.assume(value, node, base, &reading) }
      }
    )
  }

  /// This kind, or `off`.
  func orOff() -> Kind<Value?> { or("off") }

  /// A value that has a standard, present or not: nothing is written as nothing.
  func optional() -> Kind<Value?> {
    let inner = self
    return Kind<Value?>(
      name,
      unit: unit,
      schema: schema,
      read: { node, current, reading in
        inner.read(node, current ?? nil, &reading).map { .some($0) }
      },
      show: { $0.flatMap { inner.show($0) } },
      assume: { value, node, base, reading in
        if let value { inner.assume(value, node, base, &reading) }
      }
    )
  }

  /// A list of values; `minimum` is how many it needs.
  static func list<Element: Sendable>(of element: Kind<Element>, atLeast minimum: Int = 0) -> Kind
  where Value == [Element] {
    Kind(
      "list of \(element.name)s",
      unit: element.unit,
      schema: .list(element.schema),
      read: { node, _, reading in
        guard let items = node.items else {
          let wanted = "a list of \(element.name)s"
          reading.refuse(node, "`\(reading.key)` is \(wanted) (found \(node.described))")
          return nil
        }
        guard items.count >= minimum else {
          reading.refuse(node, "`\(reading.key)` needs at least \(minimum) of \(element.name)")
          return nil
        }
        return items.compactMap { element.read($0, nil, &reading) }
      },
      show: { values in
        let parts = values.map { element.show($0) }
        guard parts.allSatisfy({ $0 != nil }) else { return nil }
        return "[" + parts.compactMap(\.self).joined(separator: ", ") + "]"
      }
    )
  }

  /// A map whose keys the user names.
  static func dictionary<Element: Sendable>(of element: Kind<Element>) -> Kind
  where Value == [Named<Element>] {
    Kind(
      "map of \(element.name)s",
      unit: element.unit,
      schema: .dictionary(element.schema),
      read: { node, current, reading in
        guard let entries = node.entries else {
          reading.refuse(node, "`\(reading.key)` is a map (found \(node.described))")
          return nil
        }
        return entries.compactMap { entry in
          let before = current?.first { $0.name == entry.key }?.value
          return reading.under(entry.key) { reading in
            element.read(entry.value, before, &reading).map {
              Named(name: entry.key, span: entry.keySpan, value: $0)
            }
          }
        }
      },
      show: { values in
        let parts = values.map { value in element.show(value.value).map { "\(value.name): \($0)" } }
        guard parts.allSatisfy({ $0 != nil }) else { return nil }
        return "{" + parts.compactMap(\.self).joined(separator: ", ") + "}"
      },
      assume: { values, node, base, reading in
        for value in values {
          reading.under(value.name) { reading in
            element.assume(value.value, node?[value.name], base, &reading)
          }
        }
      }
    )
  }
}

/// Something that the user gave a name, and where.
package struct Named<Value: Sendable>: Sendable {
  package let name: String
  package let span: Span
  package var value: Value

  package init(name: String, span: Span, value: Value) {
    self.name = name
    self.span = span
    self.value = value
  }
}

extension Named: Equatable where Value: Equatable {}
extension Named: Hashable where Value: Hashable {}
