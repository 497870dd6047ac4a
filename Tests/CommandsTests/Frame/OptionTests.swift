import Testing

@testable import Commands

@Suite
struct OptionTests {
  @Test(arguments: [
    (Option("a", ""), "--a"), (Option("a", .text("X"), ""), "--a X"),
    (Option("a", .choice(["b", "c"]), ""), "--a b|c"),
    (Option("a", .whole("N", 1...2), ""), "--a N"),
  ])
  func usageShowsHowItIsTyped(option: Option, usage: String) {
    #expect(option.usage == usage)
  }

  @Test(
    arguments: [
      (.text("X"), "y", true), (.text("X"), "", false), (.choice(["b"]), "b", true),
      (.choice(["b"]), "B", false), (.whole("N", 1...3), "3", true),
      (.whole("N", 1...3), "4", false),
      (.whole("N", 1...3), "+2", true), (.whole("N", 1...3), " 2", false),
      (.whole("N", 1...3), "2.0", false),
    ] as [(Option.Value, String, Bool)]
  )
  func valuesAreChecked(value: Option.Value, text: String, isFine: Bool) {
    #expect((Option("a", value, "").complaint(about: text) == nil) == isFine)
  }
}
