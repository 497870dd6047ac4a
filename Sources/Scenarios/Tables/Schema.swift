/// The shape of a value, for editors, for the vocabulary page and for merging overrides.
package indirect enum Schema: Sendable {
  case anything
  /// A scalar that matches a regular expression.
  case text(pattern: String?)
  case number
  case integer
  case boolean
  case words([String])
  case list(Schema)
  case map([Property])
  /// Keys that the user names.
  case dictionary(Schema)
  /// A map of which exactly one way is taken; each way has its own keys.
  case choice([Way])
  case any([Schema])
  /// A shape that has a name of its own: it contains itself, or is used in many places.
  case named(String)

  package struct Property: Sendable {
    package let name: String
    package let kind: String
    package let meaning: String
    package let standard: String?
    package let isRequired: Bool
    package let schema: Schema
  }

  package struct Way: Sendable {
    package let name: String
    package let schema: Schema
    /// Further keys beside `name` that belong to this way.
    package let besides: [String]

    package init(_ name: String, _ schema: Schema, besides: [String] = []) {
      self.name = name
      self.schema = schema
      self.besides = besides
    }
  }
}

extension Schema {
  /// The shapes below a key: more than one when a value may be written in several ways.
  func below(_ key: String) -> [Schema] {
    switch self {
    case .anything, .text, .number, .integer, .boolean, .words: []
    case .list(let item): [item]
    case .map(let properties): properties.filter { $0.name == key }.map(\.schema)
    case .dictionary(let value): [value]
    case .choice(let ways): ways.filter { $0.name == key }.map(\.schema)
    case .any(let shapes): shapes.flatMap { $0.below(key) }
    case .named(let name): Vocabulary.shape(named: name).below(key)
    }
  }

  /// The ways of a one-of map; empty when it is none.
  var ways: [Way] {
    switch self {
    case .choice(let ways): ways
    case .any(let shapes): shapes.flatMap(\.ways)
    case .named(let name): Vocabulary.shape(named: name).ways
    case .anything, .text, .number, .integer, .boolean, .words, .list, .map, .dictionary: []
    }
  }
}
