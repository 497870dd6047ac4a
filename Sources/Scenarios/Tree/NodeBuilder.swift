/// What a text may not exceed, so that no scenario can exhaust the machine that reads it.
package enum ReadingLimit {
  package static let bytes = 4 << 20
  package static let depth = 64
  /// Nodes after expanding aliases; a large honest scenario has a few thousand.
  package static let nodes = 100_000
}

/// Turns a text into a tree, or says where it cannot.
struct NodeBuilder: ~Copyable {
  private let source: Int
  private let text: SourceText
  private var events: YAMLEvents
  private var anchors: [String: Node] = [:]
  private var weight = 0
  private var found: [Diagnostic] = []
  /// The bytes of a byte order mark.
  private let skipped: Int
  private var cursor: (index: Int, offset: Int)

  /// Reads one document, adding what it finds to `diagnostics`; nothing when the text is not YAML.
  static func tree(
    of text: SourceText,
    as source: Int,
    diagnostics: inout [Diagnostic]
  ) -> Node? {
    if let refusal = refusal(of: text, as: source) {
      diagnostics.append(refusal)
      return nil
    }
    var builder = NodeBuilder(text, source)
    do throws(Diagnostic) {
      let root = try builder.document()
      diagnostics += builder.found
      return root
    } catch {
      diagnostics += builder.found
      diagnostics.append(error)
      return nil
    }
  }

  private init(_ text: SourceText, _ source: Int) {
    self.skipped = text.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    self.source = source
    self.text = text
    self.events = YAMLEvents(text.bytes[skipped...])
    self.cursor = (0, skipped)
  }

  private static func refusal(of text: SourceText, as source: Int) -> Diagnostic? {
    guard text.bytes.count <= ReadingLimit.bytes else {
      return Diagnostic(
        at: .beginning(of: source),
        "a scenario is at most 4 MiB (found \(text.bytes.count) bytes)"
      )
    }
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: text.bytes.span)
      return nil
    } catch {
      let mark = text.mark(atOffset: error.byteOffsets.lowerBound)
      let span = Span(source: source, start: mark, end: mark.advanced(by: 1))
      return Diagnostic(at: span, "this is not UTF-8; save the file as UTF-8")
    }
  }

  private mutating func document() throws(Diagnostic) -> Node {
    var event = try next()
    while case .streamStart = event.kind { event = try next() }
    guard case .documentStart = event.kind else {
      throw Diagnostic(at: .beginning(of: source), "the scenario is empty")
    }
    let root = try node(try next(), depth: 1)
    _ = try next()
    let after = try next()
    guard case .streamEnd = after.kind else {
      throw refuse(after, "a scenario is one document; remove what follows this `---`")
    }
    return root
  }

  private mutating func node(_ event: YAMLEvent, depth: Int) throws(Diagnostic) -> Node {
    guard depth <= ReadingLimit.depth else {
      throw refuse(event, "nested deeper than \(ReadingLimit.depth) levels")
    }
    switch event.kind {
    case .alias(let name): return try expanded(name, event)
    case .scalar(let text, let isPlain, let anchor, let tag):
      let isText = try isText(tag, event)
      let node = Node(.scalar(text, isPlain: isPlain && !isText), at: span(of: event))
      return try named(anchor, node, event)
    case .sequenceStart(let anchor, let tag):
      _ = try isText(tag, event)
      let start = mark(event.start)
      let (items, end) = try items(depth: depth)
      return try named(anchor, Node(.sequence(items), at: span(from: start, to: end)), event)
    case .mappingStart(let anchor, let tag):
      _ = try isText(tag, event)
      let start = mark(event.start)
      let (entries, end) = try entries(depth: depth)
      return try named(anchor, Node(.mapping(entries), at: span(from: start, to: end)), event)
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
      preconditionFailure("libyaml promised a value here")
    }
  }

  private mutating func items(depth: Int) throws(Diagnostic) -> ([Node], YAMLEvent) {
    var items: [Node] = []
    while true {
      let event = try next()
      if case .sequenceEnd = event.kind { return (items, event) }
      items.append(try node(event, depth: depth + 1))
    }
  }

  private mutating func entries(depth: Int) throws(Diagnostic) -> ([Node.Entry], YAMLEvent) {
    var entries: [Node.Entry] = []
    var places: [String: Mark] = [:]
    while true {
      let event = try next()
      if case .mappingEnd = event.kind { return (entries, event) }
      let key = try node(event, depth: depth + 1)
      let value = try node(try next(), depth: depth + 1)
      guard let name = key.text else {
        found.append(Diagnostic(at: key.span, "a key is a word, not \(key.described)"))
        continue
      }
      if let first = places[name] {
        let message = "`\(quoted(name))` is given twice (first in line \(first.line))"
        found.append(Diagnostic(at: key.span, message))
        continue
      }
      places[name] = key.span.start
      entries.append(Node.Entry(key: name, keySpan: key.span, value: value))
    }
  }

  private mutating func named(
    _ anchor: String?,
    _ node: Node,
    _ event: YAMLEvent
  ) throws(Diagnostic) -> Node {
    if let anchor { anchors[anchor] = node }
    // Children were counted when they were built; here only the node itself.
    try count(1, event)
    return node
  }

  private mutating func expanded(_ name: String, _ event: YAMLEvent) throws(Diagnostic) -> Node {
    guard let node = anchors[name] else {
      throw refuse(event, "`*\(quoted(name))` refers to no anchor before it")
    }
    try count(node.weight, event)
    return node
  }

  private mutating func count(_ nodes: Int, _ event: YAMLEvent) throws(Diagnostic) {
    weight += nodes
    guard weight <= ReadingLimit.nodes else {
      let limit = "\(ReadingLimit.nodes) values"
      if case .alias = event.kind {
        throw refuse(event, "aliases expand to more than \(limit)")
      }
      throw refuse(event, "a scenario has at most \(limit)")
    }
  }

  /// Core tags are harmless; any other asks a loader to build something, which this one never does.
  private func isText(_ tag: String?, _ event: YAMLEvent) throws(Diagnostic) -> Bool {
    guard let tag else { return false }
    let core = "tag:yaml.org,2002:"
    if tag == "!" || tag == core + "str" { return true }
    let known = ["int", "float", "bool", "null", "map", "seq"]
    guard known.contains(where: { tag == core + $0 }) else {
      throw refuse(event, "tags are not used in a scenario (found \(quoted(tag)))")
    }
    return false
  }

  private mutating func next() throws(Diagnostic) -> YAMLEvent {
    do throws(YAMLFault) {
      return try events.next()
    } catch {
      let start = place(of: error)
      let span = Span(source: source, start: start, end: start.advanced(by: 1))
      throw Diagnostic(at: span, explanation(of: error, at: start))
    }
  }

  /// libyaml reports the end of the text as a line of its own; show the last one.
  private mutating func place(of fault: YAMLFault) -> Mark {
    if let offset = fault.byteOffset { return text.mark(atOffset: offset + skipped) }
    let mark = mark(fault.mark)
    return mark.offset < text.bytes.count ? mark : text.mark(atOffset: text.bytes.count)
  }

  private func explanation(of fault: YAMLFault, at mark: Mark) -> String {
    let offset = min(mark.offset, text.bytes.count)
    if offset < text.bytes.count && text.bytes[offset] == 0x09 {
      return "a tab cannot indent YAML; use spaces"
    }
    return "not YAML: \(fault.problem)"
  }

  private func refuse(_ event: YAMLEvent, _ message: String) -> Diagnostic {
    Diagnostic(at: peekSpan(of: event), message)
  }

  private mutating func span(of event: YAMLEvent) -> Span {
    let start = mark(event.start)
    return Span(source: source, start: start, end: mark(event.end))
  }

  private mutating func span(from start: Mark, to last: YAMLEvent) -> Span {
    Span(source: source, start: start, end: mark(last.end))
  }

  private func peekSpan(of event: YAMLEvent) -> Span {
    Span(
      source: source,
      start: Mark(line: event.start.line + 1, column: event.start.column + 1, offset: 0),
      end: Mark(line: event.end.line + 1, column: event.end.column + 1, offset: 0)
    )
  }

  /// libyaml counts characters; bytes are found by walking from the last place asked for.
  private mutating func mark(_ raw: RawMark) -> Mark {
    let bytes = text.bytes
    while cursor.index < raw.index && cursor.offset < bytes.count {
      cursor.offset += 1
      while cursor.offset < bytes.count && bytes[cursor.offset] & 0xC0 == 0x80 {
        cursor.offset += 1
      }
      cursor.index += 1
    }
    while cursor.index > raw.index && cursor.offset > 0 {
      cursor.offset -= 1
      while cursor.offset > 0 && bytes[cursor.offset] & 0xC0 == 0x80 { cursor.offset -= 1 }
      cursor.index -= 1
    }
    return Mark(line: raw.line + 1, column: raw.column + 1, offset: cursor.offset)
  }
}

extension Diagnostic: Error {}
