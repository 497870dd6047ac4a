import Testing

@testable import Reports

@Suite
struct PageTests {
  private static let html = SamplePage.page().html

  @Test
  func nothingThatCameFromOutsideIsMarkup() {
    #expect(!Self.html.contains("<script>document"))
    #expect(!Self.html.contains("<img"))
    #expect(!Self.html.contains("onerror=\"document"))
    #expect(Self.html.contains("&lt;script&gt;document"))
    #expect(Self.html.split(separator: "<script").count == 3, "data and script, nothing else")
    #expect(Self.html.split(separator: "</script").count == 3)
  }

  @Test
  func thePolicyAllowsOnlyTheOwnScript() {
    let policy =
      "default-src 'none'; script-src 'sha256-\(SHA256(PageAssets.script).base64)'; "
      + "style-src 'sha256-\(SHA256(PageAssets.style).base64)'; base-uri 'none'; form-action 'none'"
    #expect(Self.html.contains(policy))
    for word in ["src=\"http", "href=\"http", "@import", "url(", "style=\"", "onclick"] {
      #expect(!Self.html.contains(word), "\(word)")
    }
  }

  @Test
  func itIsSmallEnoughForAnEMail() {
    #expect(Self.html.utf8.count <= 400_000)
  }

  @Test
  func verdictsComeFirstAndInWords() {
    let parts = Self.html.split(separator: "cannot tell</span>")
    #expect(parts.count == 2 && !parts[0].contains("Each policy under the same load"))
    #expect(Self.html.contains("<td class=\"word good\">better"))
    #expect(Self.html.contains("<td class=\"word bad\">worse"))
    #expect(
      Self.html.contains("spillway run &#39;scenarios/starters/fcm outage.yaml&#39; --seed 7")
    )
  }
}
