import Testing

@testable import Scenarios

@Suite
struct NearestWordTests {
  @Test(arguments: [
    ("retrys", "retry"), ("retyr", "retry"), ("timeuot", "timeout"), ("Breaker", "breaker"),
    ("brekaer", "breaker"),
  ])
  func slips(word: String, meant: String) {
    #expect(nearestWord(to: word, in: ["budget", "retry", "timeout", "breaker"]) == meant)
  }

  @Test(arguments: ["x", "speed", "retrograde"])
  func strangers(word: String) {
    #expect(nearestWord(to: word, in: ["budget", "retry", "timeout", "breaker"]) == nil)
  }

  @Test(arguments: [("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("kitten", "sitting", 3)])
  func distances(a: String, b: String, distance: Int) {
    #expect(editDistance(Array(a.utf8), Array(b.utf8)) == distance)
  }

  @Test
  func fewKnownWordsAreListed() {
    #expect(suggestion(for: "zzz", among: ["a", "bee"]) == " (known: a, bee)")
    #expect(suggestion(for: "be", among: ["a", "bee"]) == "; did you mean `bee`?")
    #expect(suggestion(for: "zzz", among: []) == "")
  }
}
