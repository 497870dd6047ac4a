import Testing

@testable import Dialects

@Suite
struct ConformanceSettingsTests {
  private func settings(_ text: String) throws -> ConformanceSettings {
    let file =
      #"{"schema": "resilience-conformance/1", "vectors": [{"id": "x", "kind": "throttle", "#
      + #""steps": [], "config": \#(text)}]}"#
    return ConformanceSettings(try #require(try Conformance.load(Array(file.utf8)).first))
  }

  @Test
  func readsByAnyOfItsNamesAndRemembersWhatWasNotRead() throws {
    var settings = try settings(#"{"algorithm": "Leaky-Bucket 2.1", "period": 3, "mood": "x"}"#)
    let span = try settings.number("window", "period", or: 9)
    let absent = try settings.whole("slices", or: 10)
    let before = settings.reservation
    let word = settings.word("mood")
    #expect(settings.algorithm == "leakybucket21" && word == "x")
    #expect(span == 3 && absent == 10)
    #expect(before == "configuration key `mood` is not known" && settings.reservation == nil)
  }

  @Test(arguments: [#"{"n": -1}"#, #"{"n": "3"}"#, #"{"n": 1e13}"#, #"{"n": null}"#])
  func whatIsOutOfRangeIsASkip(_ text: String) throws {
    var settings = try settings(text)
    #expect(throws: Conformance.Skip.self) { try settings.number("n", or: 0) }
    #expect(throws: Conformance.Skip.self) { try settings.whole("n", or: 0) }
  }
}
