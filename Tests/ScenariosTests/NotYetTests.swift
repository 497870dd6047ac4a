import Testing

@testable import Scenarios

@Suite
struct NotYetTests {
  @Test(arguments: [
    ("fleet: {servers: 1, sync: 0}", 0), ("fleet: {servers: 1, sync: 5s}", 1),
    ("fleet: {fail-over: off}", 0), ("load: {a: {campaign: {by: {topic: x}}}}", 1),
    ("faults: [{crash: 10%}, {latency: x2}]", 0),
  ])
  func refusesOnlyWhatAsksForSomething(text: String, count: Int) {
    let written = Written(text)
    var reading = Reading(sources: written.sources, folder: "")
    if let root = written.root { NotYet.check(root, besides: [], &reading) }
    #expect(reading.diagnostics.count == count)
  }

  @Test
  func everyPathIsAKeyOfTheFormat() {
    for entry in NotYet.all {
      let shapes = entry.path.reduce([ScenarioFile.shape]) { shapes, key in
        shapes.flatMap { shape in shape.below(key == "*" ? "any name" : key) }
      }
      #expect(!shapes.isEmpty, "\(entry.path)")
    }
  }
}
