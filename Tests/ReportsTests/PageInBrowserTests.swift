import Glibc
import TestKit
import Testing

@testable import Reports

/// The page in a real browser; skipped with a message where there is none, never in CI.
@Suite(
  .serialized,
  .enabled(if: Browser.isExpected, "Chromium is not installed")
)
struct PageInBrowserTests {
  private static func open(
    rows: Int = 1_800,
    _ name: String,
    then body: (Browser) throws -> Void
  ) throws {
    let file = "/tmp/spillway-page-\(getpid())-\(name).html"
    try FileSystem.write(Array(SamplePage.page(rows: rows).html.utf8), to: file)
    defer { FileSystem.remove(file) }
    let browser = try Browser()
    try browser.open(file)
    try body(browser)
    #expect(browser.complaints == [])
    #expect(browser.requests.count == 1, "only the page itself: \(browser.requests)")
    #expect(try browser.evaluate("document.title").text?.hasPrefix("FCM answers") == true)
  }

  private static func place(_ browser: Browser, _ plot: Int) throws -> (x: Double, y: Double) {
    let place = try browser.evaluate(
      """
      (() => { const plot = document.querySelectorAll('svg.plot')[\(plot)];
        plot.scrollIntoView({block: 'center'});
        const r = plot.getBoundingClientRect(); return [r.left, r.top]; })()
      """
    ).numbers
    try #require(place.count == 2)
    return (place[0], place[1])
  }

  @Test
  func itLoadsQuietlyAndLooksRightEverywhere() throws {
    try Self.open("loads") { browser in
      #expect(try browser.evaluate("document.querySelectorAll('svg.plot').length") == .number(11))
      #expect(
        try browser.evaluate("document.querySelectorAll('main img, main iframe').length")
          == .number(0)
      )
      Attachment.record(try browser.picture(), named: "light.png")
      try browser.pretend(scheme: "dark")
      Attachment.record(try browser.picture(), named: "dark.png")
      try browser.pretend(medium: "print")
      Attachment.record(try browser.picture(), named: "print.png")
      #expect(
        try browser.evaluate("getComputedStyle(document.body).backgroundColor")
          == .text("rgb(255, 255, 255)")
      )
      try browser.pretend()
      try browser.resize(width: 420, height: 800)
      try browser.wait(for: "document.querySelector('svg.plot').clientWidth < 400")
      Attachment.record(try browser.picture(), named: "narrow.png")
      #expect(
        try browser.evaluate("document.documentElement.scrollWidth <= innerWidth") == .bool(true)
      )
    }
  }

  @Test
  func oneCursorMovesThroughAllPanels() throws {
    try Self.open("hover") { browser in
      let place = try Self.place(browser, 1)
      try browser.mouse("mouseMoved", place.x + 500, place.y + 40)
      let cursors = try browser.evaluate(
        """
        [...document.querySelector('figure.chart').querySelectorAll('.cursor')]
          .filter((line) => line.getAttribute('visibility') === 'visible')
          .map((line) => Number(line.getAttribute('x1')))
        """
      ).numbers
      #expect(cursors.count == 5 && Set(cursors).count == 1)
      let values = try browser.evaluate(
        "[...document.querySelectorAll('figure.chart')[0].querySelectorAll('.value')].map((v) => v.textContent).join('|')"
      )
      #expect(values.text?.split(separator: "|").count == 9)
    }
  }

  /// The spike of one row in row 1,234 of 50,000 is seen in the whole run and after zooming onto it.
  @Test
  func aSpikeOfOneRowIsSeenAtEveryZoom() throws {
    try Self.open(rows: 50_000, "spike") { browser in
      let peak = """
        (() => { const text = document.querySelectorAll('svg.plot')[1].querySelector('path.series').getAttribute('d');
          return Math.min(...text.slice(1).split(/[ML]/).map((pair) => Number(pair.split(' ')[1]))); })()
        """
      let before = try #require(try browser.evaluate(peak).number)
      #expect(before < 20, "the spike reaches nine tenths of the panel")
      let place = try Self.place(browser, 1)
      let width = 1_048.0 - 76
      let spike = place.x + 62 + width * 1_234 / 49_999
      try browser.mouse("mousePressed", spike - 10, place.y + 40, pressed: true)
      try browser.mouse("mouseMoved", spike, place.y + 40, pressed: true)
      try browser.mouse("mouseMoved", spike + 10, place.y + 40, pressed: true)
      try browser.mouse("mouseReleased", spike + 10, place.y + 40, pressed: true)
      #expect(try browser.evaluate(peak).number == before)
      #expect(try browser.evaluate(Self.wholeRunDisabled) == .bool(false))
      Attachment.record(try browser.picture(), named: "zoomed.png")
    }
  }

  private static let wholeRunDisabled =
    "[...document.querySelectorAll('button')].find((b) => b.textContent === 'Whole run').disabled"

  /// What the page's own thread works, on a machine that does other things besides.
  @Test
  func fiftyThousandRowsStayQuick() throws {
    try Self.open(rows: 50_000, "quick") { browser in
      let ready = try browser.work()
      #expect(ready < 1, "ready after \(ready) s")
      let hover = try #require(
        try browser.evaluate(
          """
          (() => { const plot = document.querySelectorAll('svg.plot')[1], times = [];
            const left = plot.getBoundingClientRect().left;
            for (let i = 0; i < 200; i++) {
              const start = performance.now();
              plot.dispatchEvent(new PointerEvent('pointermove', {clientX: left + 80 + 4 * i}));
              times.push(performance.now() - start);
            }
            return times.sort((a, b) => a - b)[100]; })()
          """
        ).number
      )
      #expect(hover < 5, "a hover takes \(hover) ms")
    }
  }

  @Test
  func theKeyboardDoesWhatThePointerDoes() throws {
    try Self.open("keys") { browser in
      try browser.evaluate("document.querySelectorAll('svg.plot')[0].focus()")
      let cursor = "Number(document.querySelector('.cursor').getAttribute('x1'))"
      try browser.key("Home")
      let start = try #require(try browser.evaluate(cursor).number)
      for _ in 0..<5 { try browser.key("ArrowRight") }
      let moved = try #require(try browser.evaluate(cursor).number)
      #expect(moved > start)
      try browser.key("+")
      #expect(try browser.evaluate(Self.wholeRunDisabled) == .bool(false))
      try browser.key("Escape")
      #expect(try browser.evaluate(Self.wholeRunDisabled) == .bool(true))
    }
  }

  /// The rows behind a chart, with the names that try to be formulas or markup.
  @Test
  func everyChartOffersItsRows() throws {
    try Self.open("rows") { browser in
      let text = try browser.evaluate(
        """
        (async () => { let blob = null; const make = URL.createObjectURL;
          URL.createObjectURL = (value) => { blob = value; return make.call(URL, value); };
          HTMLAnchorElement.prototype.click = () => {};
          const texts = [];
          for (const button of document.querySelectorAll('figure.chart figcaption button')) {
            if (button.textContent !== 'CSV') continue;
            button.click(); texts.push(await blob.text());
          }
          return texts.join('\\u0000'); })()
        """
      )
      let files = try #require(text.text).split(separator: "\0")
      #expect(files.count == 7)
      for file in files {
        let rows = try StrictCSV(Array(file.utf8)).rows
        #expect(rows.count > 1)
      }
    }
  }

  /// Real pages of `size`, `compare`, `sweep` and `stability`, in every dress.
  @Test(arguments: ["global-peak", "fcm-outage", "breaker-threshold", "collapse"])
  func whatIsPublishedLoadsQuietlyAndReadsWell(study: String) throws {
    let browser = try Browser()
    try browser.open(Repository.root + "/reports/published/\(study)/report.html")
    #expect(try browser.evaluate("document.querySelectorAll('svg.plot').length").number ?? 0 > 0)
    for scheme in ["light", "dark"] {
      try browser.pretend(scheme: scheme)
      #expect(try browser.evaluate(Self.accessibility).text == "", "\(scheme)")
      Attachment.record(try browser.picture(), named: "\(study)-\(scheme).png")
    }
    try browser.pretend(medium: "print")
    Attachment.record(try browser.picture(), named: "\(study)-print.png")
    try browser.pretend()
    // Every control is reached with the Tab key alone, once, and shows that it was.
    let controls = try browser.evaluate(Self.controls).number ?? 0
    for _ in 0..<Int(controls) { try browser.key("Tab") }
    let reached = try browser.evaluate(Self.reached).number
    #expect(reached == controls)
    #expect(browser.complaints == [])
    #expect(browser.requests.count == 1, "only the page itself: \(browser.requests)")
  }

  private static let controls = """
    (() => { window.reached = new Set();
      document.addEventListener('focusin', (event) => { if (getComputedStyle(event.target).outlineStyle !== 'none') reached.add(event.target); });
      return [...document.querySelectorAll('a[href], button, summary, [tabindex="0"]')]
        .filter((node) => node.checkVisibility({visibilityProperty: true}) && !node.disabled).length; })()
    """
  private static let reached = "reached.size"

  /// Rules in the manner of axe: contrast of at least 4.5, names for everything, order of headings.
  @Test(arguments: ["light", "dark"])
  func everybodyCanReadIt(scheme: String) throws {
    try Self.open("reads-\(scheme)") { browser in
      try browser.pretend(scheme: scheme)
      let found = try browser.evaluate(Self.accessibility).text
      #expect(found == "", "\(found ?? "")")
    }
  }

  private static let accessibility = """
    (() => {
      const found = [];
      const rgb = (text) => { const m = text.match(/[\\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
      const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
      const light = (c) => { const f = c.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); });
        return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2]; };
      const ground = (node) => { if (!node) return [255, 255, 255];
        const c = rgb(getComputedStyle(node).backgroundColor);
        return c[3] === 1 ? c.slice(0, 3) : over(c, ground(node.parentElement)); };
      const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode.parentElement;
        if (!walker.currentNode.textContent.trim() || ['SCRIPT', 'NOSCRIPT'].includes(node.tagName) || !node.getClientRects().length) continue;
        const inSVG = node.namespaceURI.endsWith('svg');
        if (node.tagName === 'title') continue;
        const style = getComputedStyle(node);
        let back = ground(inSVG ? node.closest('figure') : node);
        const box = node.previousElementSibling;
        if (inSVG && node.classList.contains('cell-text') && box) {
          const fill = rgb(getComputedStyle(box).fill); back = over([...fill.slice(0, 3), Number(box.getAttribute('fill-opacity'))], back);
        }
        const value = contrast(over(rgb(inSVG ? style.fill : style.color), back), back);
        if (value < 4.5) found.push(value.toFixed(2) + ' ' + walker.currentNode.textContent.trim().slice(0, 40));
      }
      const named = (node) => (node.getAttribute('aria-label') || node.textContent).trim();
      for (const node of document.querySelectorAll('button, a, [role=region], [role=img], figure, summary')) if (!named(node)) found.push('no name: ' + node.outerHTML.slice(0, 80));
      if (document.documentElement.lang !== 'en') found.push('no language');
      if (document.querySelectorAll('h1').length !== 1 || document.querySelectorAll('main').length !== 1) found.push('landmarks');
      const ids = [...document.querySelectorAll('[id]')].map((node) => node.id);
      if (new Set(ids).size !== ids.length) found.push('ids repeat');
      for (const th of document.querySelectorAll('thead th')) if (th.getAttribute('scope') !== 'col') found.push('scope');
      let last = 0;
      for (const h of document.querySelectorAll('h1, h2, h3')) { const level = Number(h.tagName[1]); if (level > last + 1) found.push('heading jumps'); last = level; }
      return found.join('; ');
    })()
    """
}
