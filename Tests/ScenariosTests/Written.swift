import Testing

@testable import Scenarios

/// A piece of YAML as the tests read it.
struct Written {
  var sources = Sources()
  var root: Node?
  var diagnostics: [Diagnostic] = []

  init(_ text: String, name: String = "x.yaml") {
    self.init(bytes: Array(text.utf8), name: name)
  }

  init(bytes: [UInt8], name: String = "x.yaml") {
    let text = SourceText(name: name, bytes: bytes)
    let source = sources.add(text)
    root = NodeBuilder.tree(of: text, as: source, diagnostics: &diagnostics)
  }

  var rendered: String { ScenarioErrors(diagnostics, in: sources).rendered }

  /// The messages alone, each with `line:column`.
  var messages: [String] { Self.messages(diagnostics, sources) }

  static func messages(_ diagnostics: [Diagnostic], _ sources: Sources) -> [String] {
    ScenarioErrors(diagnostics, in: sources).diagnostics.map {
      "\($0.span.start.line):\($0.span.start.column) \($0.message)"
    }
  }
}

/// What a kind makes of the value of `key`.
func reading<Value>(
  _ kind: Kind<Value>,
  _ value: String,
  key: String = "key",
  folder: String = ""
) -> (value: Value?, messages: [String]) {
  let written = Written("\(key): \(value)\n")
  var reading = Reading(sources: written.sources, folder: folder)
  guard let node = written.root?[key] else { return (nil, written.messages) }
  let result = reading.under(key) { kind.read(node, nil, &$0) }
  return (result, Written.messages(reading.diagnostics, written.sources))
}

/// A value and how it prints, or the message it earns.
struct Reads: Sendable, CustomTestStringConvertible {
  let text: String
  let gives: String

  init(_ text: String, _ gives: String) {
    self.text = text
    self.gives = gives
  }

  var testDescription: String { text }

  /// The shown value, or the messages joined.
  static func outcome<Value>(_ kind: Kind<Value>, _ text: String) -> String {
    let (value, messages) = reading(kind, text)
    if !messages.isEmpty { return messages.joined(separator: " | ") }
    return value.flatMap { kind.show($0) } ?? "nothing"
  }
}
