internal import NamedPolicies
internal import Providers

extension Scenario {
  /// The whole format as a JSON Schema, for editors.
  package static var jsonSchema: String {
    Schema.document(
      title: "Spillway scenario, version 1",
      root: ScenarioFile.shape,
      named: Vocabulary.named
    )
  }

  /// The vocabulary page in Markdown: values, keys, templates, metrics and names that ship.
  package static var vocabularyPage: String { Vocabulary.page }
}

extension Vocabulary {
  /// Where the generated part of `scenarios/README.md` begins and ends.
  static let (beginning, end) = (
    "<!-- vocabulary: generated, do not edit -->", "<!-- vocabulary: end -->"
  )

  static var page: String {
    var text = "## Values\n\n| kind | written | note |\n|---|---|---|\n"
    for value in values { text += "| \(value.kind) | \(value.written) | \(value.note) |\n" }
    text += "\n## Keys\n\n`<name>` is a name of yours, `[]` an item of a list.\n\n"
    text += page(of: ScenarioFile.shape)
    for (name, shape) in named {
      text += "\n### Keys of a \(name)\n\n" + page(of: shape)
    }
    text += "\n## Incident templates\n\n| template | what happens | source |\n|---|---|---|\n"
    for template in IncidentTemplate.all {
      text += "| `\(template.name)` | \(template.meaning) | \(template.source) |\n"
    }
    text += "\n## Metrics\n\n| metric | unit | meaning |\n|---|---|---|\n"
    for metric in MetricWord.all {
      let note = metric.isMeasured ? "" : " (not measured yet)"
      text += "| `\(metric.name)` | \(metric.unit.rawValue) | \(metric.meaning)\(note) |\n"
    }
    text += "\n## Policies that ship\n\n| policy | what it is |\n|---|---|\n"
    for policy in NamedPolicy.all { text += "| `\(policy.name)` | \(policy.summary) |\n" }
    text += "\n## Provider presets\n\n| preset | what it is |\n|---|---|\n"
    for preset in Provider.all { text += "| `\(preset.name)` | \(preset.summary) |\n" }
    return text
  }

  private static let values: [(kind: String, written: String, note: String)] = [
    ("duration", "`250ms` `20us` `1.5s` `30s` `5m` `2h` `1d`", "a unit is required, except for 0"),
    ("rate", "`580k/s` `600k/min` `20/h`", "k, M and G multiply the count"),
    ("count", "`1500` `100M` `50k` `unbounded`", "whole numbers"),
    ("fraction", "`40%` or `0.4`", "a bare 40 is an error"),
    ("factor", "`x10` `x0.5`, or `150%`", "of the base value"),
    ("money", "`0.0083 USD`", "one currency in a file"),
    ("size", "`2KiB` `8GiB`", "bytes"),
    (
      "profile", "a value, `[[0m, 0%], [2m, 40%]]` or `{file: a.csv, time: t, column: errors}`",
      "straight lines between points; time since the fault began"
    ),
    ("distribution", "`50ms`, or a map of one shape", "any shape takes `shift:` and `at-most:`"),
  ]
}
