/// Incidents that really happened, as faults to begin with.
///
/// Each is data in the words of a scenario: the keys of one or several faults, with times from the
/// beginning of the incident. Sources are in the vocabulary page.
struct IncidentTemplate: Sendable {
  let name: String
  let meaning: String
  let source: String
  /// Faults in flow style; `HIT` stands for what the fault hits.
  let faults: String

  static func named(_ name: String) -> IncidentTemplate? { all.first { $0.name == name } }
}

extension Kind where Value == String {
  /// A template by name.
  static var template: Kind {
    .words(IncidentTemplate.all.map { ($0.name, $0.name) }, "template")
  }
}
