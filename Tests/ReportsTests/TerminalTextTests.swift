import Testing

@testable import Reports

@Suite
struct TerminalTextTests {
  @Test
  func namesCannotCommandTheTerminal() {
    let cases = [
      ("\u{1B}[2Jgone", "\u{FFFD}[2Jgone"), ("a\rb\nc\td", "a\u{FFFD}b\u{FFFD}c\u{FFFD}d"),
      ("\u{202E}evil", "\u{FFFD}evil"), ("p99 日本 é", "p99 日本 é"),
    ]
    for (text, safe) in cases { #expect(TerminalText.safe(text) == safe) }
  }

  @Test
  func textIsFittedByColumns() {
    #expect(TerminalText.width("日本e\u{301}") == 5)
    #expect(TerminalText.fitted("abc", to: 5) == "abc  ")
    #expect(TerminalText.fitted("abc", to: 5, onTheRight: true) == "  abc")
    #expect(TerminalText.fitted("abcdef", to: 4) == "abc…")
    #expect(TerminalText.fitted("日本語", to: 4) == "日… ")
    #expect(TerminalText.shortened("abc", to: 0).isEmpty)
    #expect(TerminalText.wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(TerminalText.wrapped("incomprehensible", to: 6) == ["incom…"])
  }
}
