import Testing

@testable import Reports

@Suite
struct MarkupTests {
  @Test
  func nothingLeavesItsPlace() {
    let cases = [
      ("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
      ("\" onerror=\"x", "&quot; onerror=&quot;x"), ("a & b", "a &amp; b"),
      ("a\nb\u{0}", "a&#10;b\u{FFFD}"), ("日本 é", "日本 é"),
    ]
    for (text, safe) in cases { #expect(Markup.escaped(text) == safe) }
  }
}
