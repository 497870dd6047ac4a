internal import Experiments

extension Page {
  /// The whole document: one file that loads nothing and runs nothing but its own script.
  package var html: String {
    var writer = PageWriter()
    writer.write(self)
    return writer.document(title: title)
  }
}

/// Builds the document; every text that came from outside goes through `Markup.escaped`.
private struct PageWriter {
  private var body = ""
  private var charts: [JSON] = []

  /// Puts head, body, data and script together.
  ///
  /// The policy allows the style and the script by their hashes and nothing else: no network, no
  /// frame, no form, no other script even if one got into the text.
  func document(title: String) -> String {
    let policy =
      "default-src 'none'; script-src 'sha256-\(SHA256(PageAssets.script).base64)'; "
      + "style-src 'sha256-\(SHA256(PageAssets.style).base64)'; base-uri 'none'; form-action 'none'"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>\(Markup.escaped(title)) · Spillway</title>
      <style>\(PageAssets.style)</style>
      </head>
      <body>
      \(body)
      <script type="application/json" id="data">\(JSON.list(charts).compact)</script>
      <script>\(PageAssets.script)</script>
      </body>
      </html>

      """
  }

  mutating func write(_ page: Page) {
    let sections = page.sections + [Page.Section("Provenance", [])]
    body += "<a class=\"skip\" href=\"#content\">Skip to the results</a>\n<header class=\"top\">\n"
    body += "<div class=\"bar\"><span class=\"brand\">Spillway report</span>"
    body += "<button type=\"button\" id=\"theme\" hidden>Dark or light</button></div>\n"
    body += "<h1>\(Markup.escaped(page.title))</h1>\n"
    if !page.why.isEmpty { body += "<p class=\"why\">\(Markup.escaped(page.why))</p>\n" }
    body += "<nav aria-label=\"Parts of the report\"><ul>"
    for (index, section) in sections.enumerated() {
      body += "<li><a href=\"#part-\(index)\">\(Markup.escaped(section.title))</a></li>"
    }
    body += "</ul></nav>\n</header>\n<main id=\"content\">\n"
    write(verdicts: page.verdicts, sentences: page.sentences)
    body +=
      "<noscript><p>The pictures need the page's own script; the tables do not.</p></noscript>\n"
    for (index, section) in sections.enumerated() {
      body += "<section aria-labelledby=\"part-\(index)\">\n"
      body += "<h2 id=\"part-\(index)\">\(Markup.escaped(section.title))</h2>\n"
      for block in section.blocks { write(block) }
      if index == sections.count - 1 { write(page.provenance) }
      body += "</section>\n"
    }
    body += "</main>\n<footer>Everything on this page is in this file; it loads nothing.</footer>"
  }

  private mutating func write(verdicts: [Digest.Line], sentences: [String]) {
    if !verdicts.isEmpty {
      body += "<h2 id=\"verdict\">Verdict</h2>\n<ul class=\"verdicts\">\n"
      for line in verdicts {
        let (mark, style): (String, String) =
          switch line.verdict {
          case .met: ("✓", "good")
          case .notMet: ("✗", "bad")
          case .inconclusive: ("?", "unsure")
          }
        body += "<li><span class=\"word \(style)\"><span aria-hidden=\"true\">\(mark)</span> "
        body += "\(line.verdict.words)</span><code>\(Markup.escaped(line.text))</code>"
        body += "<span class=\"found\">\(Markup.escaped(line.found))</span>"
        if !line.note.isEmpty { body += "<span class=\"note\">\(Markup.escaped(line.note))</span>" }
        body += "</li>\n"
      }
      body += "</ul>\n"
    }
    for sentence in sentences { body += "<p>\(Markup.escaped(sentence))</p>\n" }
  }

  private mutating func write(_ block: Page.Block) {
    switch block {
    case .text(let text): body += "<p>\(Markup.escaped(text))</p>\n"
    case .table(let table): write(table)
    case .chart(let name, let chart):
      let safe = Markup.escaped(name)
      body += "<figure class=\"chart\" role=\"group\" aria-label=\"\(safe)\" data-name=\"\(safe)\" "
      body += "data-chart=\"\(charts.count)\"><figcaption><strong>\(safe)</strong></figcaption>"
      body += "</figure>\n"
      charts.append(chart.json)
    case .listing(let name, let text): write(listing: name, text)
    }
  }

  private mutating func write(listing name: String, _ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Markup.escaped(String($0)) }
    body += "<details><summary>\(Markup.escaped(name))</summary>"
    body += "<pre tabindex=\"0\">\(lines.joined(separator: "\n"))</pre></details>\n"
  }

  /// A table of this many rows is folded: it is there to be looked up, not to be read.
  private static let longest = 40

  private mutating func write(_ table: Table) {
    let title = table.title.isEmpty ? table.name : table.title
    let isLong = table.rows.count > Self.longest
    if isLong {
      body += "<details><summary>\(Markup.escaped(title)): \(table.rows.count) rows</summary>\n"
    }
    body += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\""
    body += "\(Markup.escaped(title))\"><table\(Self.styles(of: table))>"
    if !table.title.isEmpty { body += "<caption>\(Markup.escaped(table.title))</caption>" }
    body += "<thead><tr>"
    for column in table.columns {
      body += "<th scope=\"col\" title=\"\(Markup.escaped(column.meaning))\">"
      body += "\(Markup.escaped(column.name))</th>"
    }
    body += "</tr></thead><tbody>\n"
    // HTML closes cells and rows by itself; in a long table that is a third of the page.
    for row in table.rows {
      body += "<tr>"
      for (column, cell) in zip(table.columns, row) { write(cell, in: column, of: table) }
      body += "\n"
    }
    body += "</tbody></table></div>\n"
    if isLong { body += "</details>\n" }
  }

  /// Which columns hold numbers: said once for the table and not in every cell.
  private static func styles(of table: Table) -> String {
    let numbers = table.columns.indices.filter { table.columns[$0].kind != .text }
    guard !numbers.isEmpty else { return "" }
    return " class=\"\(numbers.map { "n\($0 + 1)" }.joined(separator: " "))\""
  }

  private mutating func write(_ cell: Table.Cell, in column: Table.Column, of table: Table) {
    let text = table.humanised(cell, in: column)
    let style = column.name == "verdict" ? Self.style(ofVerdict: text) : nil
    body += style.map { "<td class=\"word \($0)\">" } ?? "<td>"
    body += Markup.escaped(text)
  }

  /// The colour of a verdict's words, which stand for themselves without it.
  private static func style(ofVerdict words: String) -> String? {
    if words == "met" || words == "better" { return "good" }
    if words == "not met" || words == "worse" { return "bad" }
    let isOpen = ["no difference", "inconclusive", "cannot"].contains { words.hasPrefix($0) }
    return isOpen ? "unsure" : nil
  }

  private mutating func write(_ provenance: Provenance) {
    let facts = [
      ("command", provenance.commandLine), ("scenario", provenance.scenario),
      ("SHA-256 of its text", provenance.hash), ("seed", String(provenance.seed)),
      ("replications", provenance.replications),
      ("overrides", provenance.overrides.joined(separator: ", ")),
      ("version", provenance.version), ("commit", provenance.commit),
    ]
    body += "<p>This command gives the same bytes again, on any machine and any number of threads."
    body += "</p>\n<dl>"
    for (name, value) in facts where !value.isEmpty {
      body += "<dt>\(name)</dt><dd><code>\(Markup.escaped(value))</code></dd>"
    }
    body += "</dl>\n"
    write(listing: "The scenario as it was read", provenance.text)
  }
}
