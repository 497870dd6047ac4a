import Testing

@Suite
struct CodeOnlyTests {
  @Test(arguments: [
    ("a // b", "a     "),
    ("a /* b /* c */ d */ e", "a                   e"),
    (#"f("x y")"#, #"f("   ")"#),
    (#"f("x \(y + "z") w")"#, #"f("   (y + " ")  ")"#),
    (#"f("a\"b") // c"#, ##"f("    ")     "##),
    ("f(#\"a\"b\\#(c)\"#)", "f(#\"     (c)\"#)"),
    ("\"\"\"\nx \"y\"\n\"\"\" + z", "\"\"\"\n     \n\"\"\" + z"),
    ("a / b", "a / b"),
  ])
  func commentsAndLiteralsAreBlank(text: String, code: String) {
    #expect(codeOnly(text) == code)
  }

  @Test(arguments: ["\"", "\"\\", "/*", "\"\\(", "#\"", "\"\"\"", "\\(", "é // ü"])
  func anyTextEnds(text: String) {
    #expect(codeOnly(text).utf8.count == text.utf8.count)
  }
}
