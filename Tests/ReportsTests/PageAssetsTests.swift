import Testing

@testable import Reports

@Suite
struct PageAssetsTests {
  /// The folder of the style and the script, found from this file's place.
  private static func source(_ name: String) throws -> String {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
      .joined(separator: "/")
    return String(
      decoding: try FileSystem.read(root + "/Sources/Reports/Page/" + name),
      as: UTF8.self
    )
  }

  @Test
  func theLiteralsAreTheFiles() throws {
    #expect(PageAssets.style + "\n" == (try Self.source("page.css")), "run Page/embed")
    #expect(PageAssets.script + "\n" == (try Self.source("page.js")), "run Page/embed")
  }

  @Test
  func nothingInThemEndsTheirElement() {
    #expect(!PageAssets.style.contains("</") && !PageAssets.script.contains("</"))
    #expect(!PageAssets.script.contains("<!--"))
    for word in [
      "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "http://",
    ] {
      let found =
        PageAssets.script.split(separator: word, omittingEmptySubsequences: false).count - 1
      // The one address is the name of the SVG namespace.
      #expect(found == (word == "http://" ? 1 : 0), "\(word)")
    }
  }
}
