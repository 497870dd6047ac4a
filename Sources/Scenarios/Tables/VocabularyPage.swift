extension Schema {
  /// One row per key, by path, for the vocabulary page.
  func rows(under path: String, seen: [String] = []) -> [VocabularyRow] {
    switch self {
    case .anything, .text, .number, .integer, .boolean, .words: return []
    case .named(let name):
      guard !seen.contains(name) else { return [] }
      return Vocabulary.shape(named: name).rows(under: path, seen: seen + [name])
    case .list(let item): return item.rows(under: path + "[]", seen: seen)
    case .dictionary(let value): return value.rows(under: path + ".<name>", seen: seen)
    case .any(let shapes): return shapes.flatMap { $0.rows(under: path, seen: seen) }
    case .choice(let ways):
      return ways.flatMap { $0.schema.rows(under: Self.joined(path, $0.name), seen: seen) }
    case .map(let properties):
      return properties.flatMap { property in
        let own = VocabularyRow(path: Self.joined(path, property.name), property: property)
        if case .named = property.schema { return [own] }
        return [own] + property.schema.rows(under: own.path, seen: seen)
      }
    }
  }

  private static func joined(_ path: String, _ key: String) -> String {
    path.isEmpty ? key : path + "." + key
  }
}

/// A key of the format with all that is to be said about it.
struct VocabularyRow: Sendable {
  let path: String
  let property: Schema.Property

  var markdown: String {
    let standard = property.isRequired ? "required" : property.standard.map { "`\($0)`" } ?? ""
    return "| `\(path)` | \(property.kind) | \(standard) | \(property.meaning) |"
  }
}

extension Vocabulary {
  /// The table of every key below a root shape.
  static func page(of root: Schema) -> String {
    var text = "| key | kind | standard | meaning |\n|---|---|---|---|\n"
    for row in root.rows(under: "") { text += row.markdown + "\n" }
    return text
  }
}
