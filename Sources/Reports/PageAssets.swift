// swift-format-ignore-file
/// The page's style and script, as Swift sees them; written by `Page/embed`, never by hand.
///
/// A raw string compiles in a tenth of a second; the same bytes as an array take most of a minute.
enum PageAssets {
  static let style = ##"""
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --raised: #f6f8fa;
  --good: #116329; --bad: #b3141f; --unsure: #7d4e00; --accent: #0b5cad; --band: #b3141f;
  --s0: #0b6bb3; --s1: #b84e00; --s2: #0a7a55; --s3: #7b4fa6; --s4: #6f5510; --s5: #b0307a;
}
@media (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]) {
    --paper: #14181d; --ink: #e6edf3; --soft: #9da7b1; --line: #39424d; --raised: #1c2229;
    --good: #57c777; --bad: #ff8a84; --unsure: #e0b13c; --accent: #7cbcff; --band: #ff8a84;
    --s0: #6db6f2; --s1: #f0955a; --s2: #4cc9a0; --s3: #c5a3ec; --s4: #d9bd63; --s5: #f08dc0;
  }
}
:root[data-theme="dark"] {
  color-scheme: dark;
  --paper: #14181d; --ink: #e6edf3; --soft: #9da7b1; --line: #39424d; --raised: #1c2229;
  --good: #57c777; --bad: #ff8a84; --unsure: #e0b13c; --accent: #7cbcff; --band: #ff8a84;
  --s0: #6db6f2; --s1: #f0955a; --s2: #4cc9a0; --s3: #c5a3ec; --s4: #d9bd63; --s5: #f08dc0;
}
:root[data-theme="light"] { color-scheme: light; }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
}
main, header.top, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header.top { padding-top: 1.5rem; }
.bar { display: flex; gap: .5rem; align-items: baseline; justify-content: space-between; }
.brand { color: var(--soft); font-size: .9rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .3rem 0 .4rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .5rem; padding-top: .6rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
p { margin: .4rem 0; max-width: 48rem; overflow-wrap: anywhere; }
.why { color: var(--soft); white-space: pre-line; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1rem; padding: 0; margin: .6rem 0; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px;
}
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .3rem .6rem; z-index: 3; }
button {
  font: inherit; font-size: .82rem; color: var(--ink); background: var(--raised); cursor: pointer;
  border: 1px solid var(--line); border-radius: 5px; padding: .12rem .55rem;
}
button:hover { border-color: var(--soft); }
ul.verdicts { list-style: none; padding: 0; margin: .8rem 0; border: 1px solid var(--line); border-radius: 8px; }
ul.verdicts li { display: grid; grid-template-columns: 7.5rem 1fr auto; gap: .1rem .8rem; padding: .45rem .8rem; }
ul.verdicts li + li { border-top: 1px solid var(--line); }
ul.verdicts code { overflow-wrap: anywhere; }
ul.verdicts .note { grid-column: 2 / -1; color: var(--soft); font-size: .88rem; }
.found { font-variant-numeric: tabular-nums; text-align: right; }
.good { color: var(--good); } .bad { color: var(--bad); } .unsure { color: var(--unsure); }
.word { font-weight: 600; }
code, pre { font-family: ui-monospace, "SFMono-Regular", Menlo, "DejaVu Sans Mono", monospace; font-size: .86em; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: .7rem; overflow-x: auto; }
.scroll { overflow-x: auto; margin: .6rem 0; }
table { border-collapse: collapse; font-size: .88rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .2rem 0; }
th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 600; white-space: nowrap; }
.n1 :is(td, th):nth-child(1), .n2 :is(td, th):nth-child(2), .n3 :is(td, th):nth-child(3),
.n4 :is(td, th):nth-child(4), .n5 :is(td, th):nth-child(5), .n6 :is(td, th):nth-child(6),
.n7 :is(td, th):nth-child(7), .n8 :is(td, th):nth-child(8), .n9 :is(td, th):nth-child(9),
.n10 :is(td, th):nth-child(10), .n11 :is(td, th):nth-child(11), .n12 :is(td, th):nth-child(12),
.n13 :is(td, th):nth-child(13), .n14 :is(td, th):nth-child(14), .n15 :is(td, th):nth-child(15),
.n16 :is(td, th):nth-child(16), .n17 :is(td, th):nth-child(17), .n18 :is(td, th):nth-child(18),
.n19 :is(td, th):nth-child(19), .n20 :is(td, th):nth-child(20), .n21 :is(td, th):nth-child(21),
.n22 :is(td, th):nth-child(22), .n23 :is(td, th):nth-child(23), .n24 :is(td, th):nth-child(24),
.n25 :is(td, th):nth-child(25), .n26 :is(td, th):nth-child(26), .n27 :is(td, th):nth-child(27),
.n28 :is(td, th):nth-child(28), .n29 :is(td, th):nth-child(29), .n30 :is(td, th):nth-child(30) { text-align: right; white-space: nowrap; }
td { overflow-wrap: break-word; max-width: 34rem; }
tbody tr:hover { background: var(--raised); }
figure.chart { margin: 1rem 0 1.4rem; min-width: 0; }
figcaption { display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: baseline; margin-bottom: .2rem; }
figcaption strong { flex: 1 1 auto; }
figcaption .hint { color: var(--soft); font-size: .8rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0 1rem; font-size: .82rem; min-height: 1.3rem; margin: .35rem 0 0; padding: 0; list-style: none; }
.legend .name { font-weight: 600; margin-right: .2rem; }
.legend .value { display: inline-block; min-width: 4.2rem; font-variant-numeric: tabular-nums; color: var(--soft); padding-left: .35rem; }
.legend svg { width: 22px; height: 8px; vertical-align: middle; margin-right: .3rem; }
svg.plot { display: block; width: 100%; touch-action: pan-y; user-select: none; overflow: visible; }
svg.plot:focus { outline: none; }
svg.plot:focus-visible { outline: 2px solid var(--accent); }
svg text { font: 11px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: var(--soft); }
svg .strong { fill: var(--ink); }
.grid { stroke: var(--line); stroke-width: 1; opacity: .6; }
.axis { stroke: var(--soft); stroke-width: 1; }
.cursor { stroke: var(--ink); stroke-width: 1; opacity: .55; }
.selection { fill: var(--accent); opacity: .18; }
.fault { fill: var(--band); opacity: .09; }
.warm { fill: var(--soft); opacity: .12; }
.mark { stroke: var(--soft); stroke-dasharray: 4 3; }
.s0 { --c: var(--s0); } .s1 { --c: var(--s1); } .s2 { --c: var(--s2); }
.s3 { --c: var(--s3); } .s4 { --c: var(--s4); } .s5 { --c: var(--s5); }
.series { fill: none; stroke: var(--c); stroke-width: 1.6; stroke-linejoin: round; }
.series.d1 { stroke-dasharray: 7 3; } .series.d2 { stroke-dasharray: 2 2.5; } .series.d3 { stroke-dasharray: 9 3 2 3; }
.spread { fill: var(--c); opacity: .17; stroke: none; }
.dot { fill: var(--c); stroke: var(--paper); stroke-width: .8; }
.bar-piece { fill: var(--c); }
.cell { fill: var(--accent); }
.cell-text { font-variant-numeric: tabular-nums; }
.empty-cell { fill: var(--raised); }
details { margin: .6rem 0; }
summary { cursor: pointer; color: var(--accent); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; font-size: .9rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
footer { color: var(--soft); font-size: .85rem; padding: 2rem 1.25rem 3rem; }
noscript p { border: 1px solid var(--line); padding: .5rem .8rem; border-radius: 6px; }
@media (max-width: 40rem) {
  ul.verdicts li { grid-template-columns: 1fr; }
  ul.verdicts .note { grid-column: 1; }
  .found { text-align: left; }
  dl { grid-template-columns: 1fr; }
}
@media print {
  :root, :root:not([data-theme="light"]), :root[data-theme="dark"] {
    color-scheme: light;
    --paper: #ffffff; --ink: #000000; --soft: #444444; --line: #bbbbbb; --raised: #ffffff;
    --good: #0b5a22; --bad: #a00d18; --unsure: #6b4300; --accent: #0b5cad; --band: #b3141f;
    --s0: #0b6bb3; --s1: #b84e00; --s2: #0a7a55; --s3: #7b4fa6; --s4: #6f5510; --s5: #b0307a;
  }
  body { font-size: 10.5pt; }
  main, header.top, footer { max-width: none; padding: 0; }
  button, nav, .hint, .skip { display: none; }
  figure.chart, ul.verdicts li, tr { break-inside: avoid; }
  h2, h3, figcaption { break-after: avoid; }
  .scroll { overflow: visible; }
  td { max-width: none; }
}
"""##

  static let script = ##"""
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const LEFT = 62, RIGHT = 14;

  // Elements. Text only ever enters as text.
  const set = (node, attributes) => {
    for (const name in attributes) node.setAttribute(name, attributes[name]);
    return node;
  };
  const svg = (name, attributes, parent) => {
    const node = set(document.createElementNS(SVG, name), attributes);
    if (parent) parent.appendChild(node);
    return node;
  };
  /// A window that cuts what a zoomed line would draw beyond the axes.
  const frame = (parent, height) => set(svg("svg", {}, parent), { x: LEFT, y: 0, height });
  const fit = (window, width, height) =>
    set(window, { width: width - LEFT - RIGHT, viewBox: [LEFT, 0, width - LEFT - RIGHT, height].join(" ") });
  const html = (name, attributes, parent, text) => {
    const node = set(document.createElement(name), attributes);
    if (text !== undefined) node.textContent = text;
    if (parent) parent.appendChild(node);
    return node;
  };
  const clear = (node) => { while (node.firstChild) node.removeChild(node.firstChild); };

  // Numbers, the way a person says them.
  const digits = (value, count = 3) => {
    if (value === 0) return "0";
    const size = Math.abs(value);
    if (size >= 1e15 || size < 1e-5) return value.toExponential(count - 1);
    return String(Number(value.toPrecision(count)));
  };
  const scaled = (value, units, base, count) => {
    let unit = units[0];
    for (let i = 1; i < units.length && Math.abs(value) >= base * 0.9995; i++) {
      value /= base;
      unit = units[i];
    }
    return unit ? digits(value, count) + " " + unit : digits(value, count);
  };
  const duration = (value, count) => {
    const size = Math.abs(value);
    if (size === 0) return "0 s";
    if (size < 0.9995e-6) return digits(value * 1e9, count) + " ns";
    if (size < 0.9995e-3) return digits(value * 1e6, count) + " us";
    if (size < 0.9995) return digits(value * 1e3, count) + " ms";
    if (size < 119.5) return digits(value, count) + " s";
    const total = Math.round(size);
    const parts = [[Math.floor(total / 86400), "d"], [Math.floor(total / 3600) % 24, "h"],
      [Math.floor(total / 60) % 60, "min"], [total % 60, "s"]];
    const first = parts.findIndex((part) => part[0] > 0);
    return (value < 0 ? "-" : "") + parts.slice(first, first + 2).filter((part) => part[0] > 0)
      .map((part) => part.join(" ")).join(" ");
  };
  const say = (value, unit, count) => {
    if (value === null || value === undefined || Number.isNaN(value)) return "–";
    switch (unit.kind) {
      case "seconds": return duration(value, count);
      case "share": return digits(value * 100, count) + " %";
      case "bytes": return scaled(value, ["B", "KiB", "MiB", "GiB", "TiB"], 1024, count);
      case "count": {
        const text = scaled(value, ["", "k", "M", "G", "T"], 1000, count);
        if (!unit.unit) return text;
        return unit.unit[0] === "/" || /[kMGT]$/.test(text) ? text + unit.unit : text + " " + unit.unit;
      }
      default: return digits(value, count) + (unit.unit ? " " + unit.unit : "");
    }
  };

  // Scales and ticks.
  const linear = (low, high, from, to) => {
    const scale = (value) => from + (value - low) / (high - low || 1) * (to - from);
    scale.back = (pixel) => low + (pixel - from) / (to - from || 1) * (high - low);
    return scale;
  };
  const logarithmic = (low, high, from, to) => {
    const inner = linear(Math.log10(low), Math.log10(high), from, to);
    const scale = (value) => inner(Math.log10(Math.max(value, low)));
    scale.back = (pixel) => Math.pow(10, inner.back(pixel));
    return scale;
  };
  const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400];
  const niceStep = (span, count, unit) => {
    const rough = span / Math.max(count, 1);
    if (unit.kind === "seconds" && rough > 1) {
      const step = TIME_STEPS.find((candidate) => candidate >= rough);
      if (step) return step;
    }
    const power = Math.pow(unit.kind === "bytes" ? 2 : 10, Math.floor(Math.log(rough) / Math.log(unit.kind === "bytes" ? 2 : 10)));
    for (const factor of [1, 2, 2.5, 5, 10]) if (power * factor >= rough * 0.999) return power * factor;
    return power * 10;
  };
  const ticks = (low, high, count, unit) => {
    if (!(high > low)) return [low];
    const step = niceStep(high - low, count, unit), result = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) result.push(i * step);
    return result;
  };
  const logTicks = (low, high) => {
    const result = [];
    const first = Math.ceil(Math.log10(low) - 1e-9), last = Math.floor(Math.log10(high) + 1e-9);
    const every = Math.max(1, Math.ceil((last - first + 1) / 8));
    for (let power = first; power <= last; power += every) result.push(Math.pow(10, power));
    if (result.length < 2) for (const factor of [1, 2, 5]) for (let power = first - 1; power <= last; power++) {
      const value = factor * Math.pow(10, power);
      if (value >= low && value <= high && !result.includes(value)) result.push(value);
    }
    return result.sort((a, b) => a - b);
  };

  // CSV of a chart, safe for a spreadsheet.
  const csvCell = (value) => {
    if (value === null || value === undefined) return "";
    if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
    let text = String(value);
    if (/^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text)) text = "'" + text;
    return /[",'#\n\r\t]|^ | $/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  };
  const download = (name, rows) => {
    const text = rows.map((row) => row.map(csvCell).join(",")).join("\n") + "\n";
    const link = html("a", { download: name + ".csv" });
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const styleOf = (index) => "s" + (index % 6) + " d" + (Math.floor(index / 6) % 4 || (index % 6 > 2 ? index % 3 + 1 : 0));
  const swatch = (index, parent, ribbon) => {
    const mark = svg("svg", { viewBox: "0 0 22 8", "aria-hidden": "true" }, parent);
    if (ribbon) svg("rect", { x: 0, y: 0, width: 22, height: 8, class: "bar-piece s" + (index % 6) }, mark);
    else svg("line", { x1: 0, x2: 22, y1: 4, y2: 4, class: "series " + styleOf(index) }, mark);
  };

  /// A legend whose values follow the cursor.
  const legend = (parent, title, series, ribbon) => {
    const list = html("ul", { class: "legend" }, parent);
    if (title) html("li", { class: "name" }, list, title);
    return series.map((one, index) => {
      const item = html("li", {}, list);
      swatch(index, item, ribbon);
      item.appendChild(document.createTextNode(one.name));
      return html("span", { class: "value" }, item);
    });
  };

  const caption = (figure, hint, rows) => {
    const bar = figure.querySelector("figcaption");
    if (hint) html("span", { class: "hint" }, bar, hint);
    const name = figure.dataset.name;
    const button = html("button", { type: "button" }, bar, "CSV");
    button.setAttribute("aria-label", "Download the rows of " + name + " as CSV");
    button.addEventListener("click", () => download(name, rows()));
    return bar;
  };

  /// Down-samples to the least and greatest value of each pixel column, so no spike is lost.
  const columns = (values, first, last, width) => {
    const count = last - first + 1, result = [];
    if (count <= 2 * width) {
      for (let i = first; i <= last; i++) result.push([i, values[i]]);
      return result;
    }
    for (let column = 0; column < width; column++) {
      const from = first + Math.floor(column * count / width);
      const to = first + Math.floor((column + 1) * count / width);
      let low = -1, high = -1;
      for (let i = from; i < to; i++) {
        const value = values[i];
        if (value === null) continue;
        if (low < 0 || value < values[low]) low = i;
        if (high < 0 || value > values[high]) high = i;
      }
      if (low < 0) result.push([from, null]);
      else if (low === high) result.push([low, values[low]]);
      else if (low < high) result.push([low, values[low]], [high, values[high]]);
      else result.push([high, values[high]], [low, values[low]]);
    }
    return result;
  };
  const pathOf = (points, x, y) => {
    let text = "", pen = false;
    for (const [at, value] of points) {
      if (value === null) { pen = false; continue; }
      text += (pen ? "L" : "M") + x(at).toFixed(1) + " " + y(value).toFixed(1);
      pen = true;
    }
    return text;
  };
  const bandPath = (lows, highs, x, y) => {
    const there = [], back = [];
    for (let i = 0; i < lows.length; i++) {
      if (lows[i][1] === null || highs[i] === undefined || highs[i][1] === null) continue;
      there.push(x(lows[i][0]).toFixed(1) + " " + y(highs[i][1]).toFixed(1));
      back.push(x(lows[i][0]).toFixed(1) + " " + y(lows[i][1]).toFixed(1));
    }
    return there.length > 1 ? "M" + there.join("L") + "L" + back.reverse().join("L") + "Z" : "";
  };
  const bucketed = (values, first, last, width, pick) => {
    const count = last - first + 1, size = Math.max(1, Math.ceil(count / width)), result = [];
    for (let from = first; from <= last; from += size) {
      let best = null;
      for (let i = from; i < from + size && i <= last; i++) {
        if (values[i] !== null && (best === null || pick(values[i], best))) best = values[i];
      }
      result.push([from, best]);
    }
    return result;
  };

  /// Pointer and keyboard over one plot: move a cursor, drag or press keys to zoom.
  const interact = (plot, handlers) => {
    let start = null, rectangle = null;
    const position = (event) => event.clientX - plot.getBoundingClientRect().left;
    plot.addEventListener("pointermove", (event) => {
      const at = position(event);
      if (start !== null) {
        rectangle = rectangle || svg("rect", { class: "selection", y: 0, height: plot.clientHeight }, plot);
        set(rectangle, { x: Math.min(start, at), width: Math.abs(at - start) });
      }
      handlers.move(at);
    });
    plot.addEventListener("pointerleave", () => handlers.leave());
    plot.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      start = position(event);
      plot.setPointerCapture(event.pointerId);
    });
    plot.addEventListener("pointerup", (event) => {
      const at = position(event);
      if (rectangle) rectangle.remove();
      if (start !== null && Math.abs(at - start) > 4) handlers.zoom(Math.min(start, at), Math.max(start, at));
      start = rectangle = null;
    });
    plot.addEventListener("dblclick", () => handlers.reset());
    plot.addEventListener("keydown", (event) => {
      if (handlers.key(event.key, event.shiftKey)) event.preventDefault();
    });
  };

  const TIME = { kind: "seconds" };
  const clock = (seconds, step) => {
    const sign = seconds < 0 ? "-" : "", size = Math.abs(seconds);
    const whole = Math.floor(size + 1e-9), fraction = size - whole;
    const pad = (value) => String(value).padStart(2, "0");
    const hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60;
    const base = hours ? hours + ":" + pad(minutes) + ":" + pad(whole % 60) : minutes + ":" + pad(whole % 60);
    return sign + base + (step < 1 && fraction > 1e-6 ? digits(fraction).slice(1) : "");
  };

  // Linked panels over time.
  const timeline = (figure, spec) => {
    const end = spec.start + spec.step * (spec.count - 1);
    let view = [spec.start, end], cursor = null, width = 800;
    const time = (index) => spec.start + spec.step * index;
    const indexAt = (seconds) => Math.max(0, Math.min(spec.count - 1, Math.round((seconds - spec.start) / spec.step)));
    const bar = caption(figure, "drag to zoom, double-click or Esc to reset, arrow keys move the cursor", () => {
      const rows = [["t_s"]];
      for (const panel of spec.panels) for (const one of panel.series) rows[0].push(panel.title + ": " + one.name);
      const [first, last] = [indexAt(view[0]), indexAt(view[1])];
      for (let i = first; i <= last; i++) {
        const row = [time(i)];
        for (const panel of spec.panels) for (const one of panel.series) row.push(one.values[i]);
        rows.push(row);
      }
      return rows;
    });
    const reset = html("button", { type: "button", disabled: "" }, bar, "Whole run");
    const clockText = html("span", { class: "hint", role: "status", "aria-live": "polite" }, bar);

    const panels = spec.panels.map((panel, number) => {
      const isLast = number === spec.panels.length - 1;
      const ribbon = panel.kind === "ribbon";
      const inner = ribbon ? Math.max(16, 14 * panel.series.length) : panel.height || 110;
      const values = legend(figure, panel.title, panel.series, ribbon);
      const plot = svg("svg", {
        class: "plot", height: inner + (isLast ? 30 : 14), tabindex: 0, role: "img",
        "aria-label": panel.title + " over time: " + panel.series.map((one) => one.name).join(", "),
      }, figure);
      const ground = svg("g", {}, plot), lines = frame(plot, inner);
      const hair = svg("line", { class: "cursor", y1: 0, y2: inner, visibility: "hidden" }, plot);
      return { panel, plot, ground, lines, hair, values, inner, isLast, ribbon };
    });

    const x = (index) => LEFT + (time(index) - view[0]) / (view[1] - view[0] || 1) * (width - LEFT - RIGHT);
    const xt = (seconds) => LEFT + (seconds - view[0]) / (view[1] - view[0] || 1) * (width - LEFT - RIGHT);
    const back = (pixel) => view[0] + (pixel - LEFT) / (width - LEFT - RIGHT) * (view[1] - view[0]);

    const drawGround = (one) => {
      const ground = one.ground;
      clear(ground);
      const shade = (from, to, name, label) => {
        const left = Math.max(LEFT, xt(from)), right = Math.min(width - RIGHT, xt(to));
        if (right <= left) return;
        const band = svg("rect", { class: name, x: left, y: 0, width: right - left, height: one.inner }, ground);
        svg("title", {}, band).textContent = label;
        if (one === panels[0] && right - left > 6 * label.length + 8) {
          svg("text", { x: left + 4, y: 11, class: "strong" }, ground).textContent = label;
        }
      };
      if (spec.warmUp > spec.start) shade(spec.start, spec.warmUp, "warm", "warm-up, not counted");
      for (const band of spec.bands) shade(band.from, band.to === null ? end : band.to, "fault", band.name);
      const marks = ticks(view[0], view[1], (width - LEFT) / 90, TIME);
      const step = marks.length > 1 ? marks[1] - marks[0] : 1;
      for (const at of marks) {
        svg("line", { class: "grid", x1: xt(at), x2: xt(at), y1: 0, y2: one.inner }, ground);
        if (one.isLast) svg("text", { x: xt(at), y: one.inner + 15, "text-anchor": "middle" }, ground).textContent = clock(at, step);
      }
      if (one.isLast) svg("text", { x: width - RIGHT, y: one.inner + 28, "text-anchor": "end" }, ground).textContent = view[1] >= 3600 ? "virtual time, h:min:s" : "virtual time, min:s";
    };

    const drawLines = (one, first, last, pixels) => {
      const panel = one.panel;
      let high = panel.atLeast || 0;
      for (const series of panel.series) {
        for (const list of [series.values, series.high]) if (list) {
          for (let i = first; i <= last; i++) if (list[i] !== null && list[i] > high) high = list[i];
        }
      }
      if (high <= 0) high = 1;
      const step = niceStep(high, 3, panel.unit);
      high = Math.ceil(high / step - 1e-9) * step;
      const y = linear(0, high, one.inner, 4);
      for (const at of ticks(0, high, 3, panel.unit)) {
        svg("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y(at), y2: y(at) }, one.ground);
        svg("text", { x: LEFT - 6, y: y(at) + 4, "text-anchor": "end" }, one.ground).textContent = say(at, panel.unit);
      }
      panel.series.forEach((series, index) => {
        if (series.low && series.high) {
          const lows = bucketed(series.low, first, last, pixels, (a, b) => a < b);
          const highs = bucketed(series.high, first, last, pixels, (a, b) => a > b);
          svg("path", { class: "spread " + styleOf(index), d: bandPath(lows, highs, x, y) }, one.lines);
        }
        svg("path", { class: "series " + styleOf(index), d: pathOf(columns(series.values, first, last, pixels), x, y) }, one.lines);
      });
    };

    const drawRibbon = (one, first, last, pixels) => {
      const row = one.inner / one.panel.series.length;
      one.panel.series.forEach((series, index) => {
        const top = index * row + 1;
        svg("rect", { class: "empty-cell", x: LEFT, y: top, width: width - LEFT - RIGHT, height: row - 2 }, one.lines);
        const points = bucketed(series.values, first, last, pixels, (a, b) => a > b);
        let from = 0;
        for (let i = 1; i <= points.length; i++) {
          const level = (k) => Math.round((points[k][1] || 0) * 20);
          if (i < points.length && level(i) === level(from)) continue;
          if (level(from) > 0) {
            const left = x(points[from][0]), right = i < points.length ? x(points[i][0]) : x(last) + 1;
            svg("rect", {
              class: "bar-piece s" + (index % 6), x: left, y: top, width: Math.max(1, right - left),
              height: row - 2, "fill-opacity": 0.25 + 0.75 * level(from) / 20,
            }, one.lines);
          }
          from = i;
        }
      });
    };

    const draw = () => {
      width = Math.max(320, figure.clientWidth);
      const pixels = Math.floor(width - LEFT - RIGHT);
      const first = Math.max(0, Math.floor((view[0] - spec.start) / spec.step + 1e-9));
      const last = Math.min(spec.count - 1, Math.ceil((view[1] - spec.start) / spec.step - 1e-9));
      for (const one of panels) {
        drawGround(one);
        clear(one.lines);
        fit(one.lines, width, one.inner);
        (one.ribbon ? drawRibbon : drawLines)(one, first, last, pixels);
        svg("line", { class: "axis", x1: LEFT, x2: width - RIGHT, y1: one.inner, y2: one.inner }, one.ground);
      }
      const isWhole = view[0] === spec.start && view[1] === end;
      if (isWhole) reset.setAttribute("disabled", ""); else reset.removeAttribute("disabled");
      point(cursor);
    };

    const point = (index) => {
      cursor = index;
      const shown = index !== null && time(index) >= view[0] - 1e-9 && time(index) <= view[1] + 1e-9;
      clockText.textContent = index === null ? "" : "t = " + clock(time(index), spec.step);
      for (const one of panels) {
        one.hair.setAttribute("visibility", shown ? "visible" : "hidden");
        if (shown) { const at = x(index).toFixed(1); one.hair.setAttribute("x1", at); one.hair.setAttribute("x2", at); }
        const list = one.panel.series;
        for (let i = 0; i < list.length; i++) {
          const text = index === null ? "" : say(list[i].values[index], one.panel.unit);
          if (one.values[i].textContent !== text) one.values[i].textContent = text;
        }
      }
    };
    const zoom = (from, to) => {
      const least = spec.step * 4;
      if (to - from < least) { const middle = (from + to) / 2; from = middle - least / 2; to = middle + least / 2; }
      view = [Math.max(spec.start, from), Math.min(end, to)];
      if (!(view[1] > view[0])) view = [spec.start, end];
      draw();
    };
    const whole = () => zoom(spec.start, end);
    reset.addEventListener("click", whole);
    const key = (name, far) => {
      const here = cursor === null ? indexAt((view[0] + view[1]) / 2) : cursor;
      const shown = (view[1] - view[0]) / spec.step;
      const step = Math.max(1, Math.round(far ? shown / 10 : shown / 200));
      switch (name) {
        case "ArrowLeft": point(Math.max(indexAt(view[0]), here - step)); return true;
        case "ArrowRight": point(Math.min(indexAt(view[1]), here + step)); return true;
        case "Home": point(indexAt(view[0])); return true;
        case "End": point(indexAt(view[1])); return true;
        case "+": case "=": { const half = (view[1] - view[0]) / 4; zoom(time(here) - half, time(here) + half); return true; }
        case "-": { const half = view[1] - view[0]; zoom(time(here) - half, time(here) + half); return true; }
        case "0": case "Escape": whole(); return true;
        default: return false;
      }
    };
    for (const one of panels) {
      interact(one.plot, {
        move: (pixel) => point(indexAt(Math.max(view[0], Math.min(view[1], back(pixel))))),
        leave: () => point(null),
        zoom: (left, right) => zoom(back(left), back(right)),
        reset: whole,
        key,
      });
    }
    return draw;
  };

  // One plot of y over x.
  const curve = (figure, spec) => {
    const all = spec.series.flatMap((one) => one.x);
    const usable = (axis, value) => value !== null && value !== undefined && (axis.scale !== "log" || value > 0);
    const extent = (axis, values) => {
      const good = values.filter((value) => usable(axis, value));
      let low = Infinity, high = -Infinity;
      for (const value of good) { if (value < low) low = value; if (value > high) high = value; }
      if (!(low <= high)) return axis.scale === "log" ? [0.1, 1] : [0, 1];
      if (low === high) return axis.scale === "log" ? [low / 2, high * 2] : [Math.min(0, low), high || 1];
      return [low, high];
    };
    const wholeX = extent(spec.x, all.concat(spec.lines.filter((line) => line.axis === "x").map((line) => line.at)));
    let view = wholeX.slice(), width = 800, cursor = null, x = null;
    const inner = 230;
    const bar = caption(figure, "drag to zoom, double-click or Esc to reset", () => {
      const rows = [["series", spec.x.title, spec.y.title, "low", "high"]];
      for (const one of spec.series) one.x.forEach((at, i) => rows.push([one.name, at, one.y[i], one.low && one.low[i], one.high && one.high[i]]));
      return rows;
    });
    const where = html("span", { class: "hint", role: "status", "aria-live": "polite" }, bar);
    const values = legend(figure, "", spec.series, false);
    const plot = svg("svg", {
      class: "plot", height: inner + 34, tabindex: 0, role: "img",
      "aria-label": spec.y.title + " over " + spec.x.title + ": " + spec.series.map((one) => one.name).join(", "),
    }, figure);
    const ground = svg("g", {}, plot), lines = frame(plot, inner + 4), dots = svg("g", {}, plot);
    const hair = svg("line", { class: "cursor", y1: 0, y2: inner, visibility: "hidden" }, plot);

    const draw = () => {
      width = Math.max(320, figure.clientWidth);
      clear(ground);
      clear(lines);
      clear(dots);
      fit(lines, width, inner + 4);
      const heights = [];
      for (const one of spec.series) one.x.forEach((at, i) => {
        if (at < view[0] || at > view[1]) return;
        heights.push(one.y[i]);
        if (one.low) heights.push(one.low[i]);
        if (one.high) heights.push(one.high[i]);
      });
      for (const line of spec.lines) if (line.axis === "y") heights.push(line.at);
      let [low, high] = extent(spec.y, heights);
      if (spec.y.scale !== "log") {
        if (spec.y.unit.kind === "share" && high <= 1) high = Math.max(high, 0.01);
        low = spec.y.fromZero === false ? low : Math.min(0, low);
        const step = niceStep(high - low, 4, spec.y.unit);
        high = Math.ceil(high / step - 1e-9) * step;
        low = Math.floor(low / step + 1e-9) * step;
        // A bound needs room above it for its name.
        if (spec.lines.some((line) => line.axis === "y" && line.at > high - 0.1 * (high - low))) high += step;
      }
      const make = (axis) => axis.scale === "log" ? logarithmic : linear;
      x = make(spec.x)(view[0], view[1], LEFT, width - RIGHT);
      const y = make(spec.y)(low, high, inner, 6);
      for (const at of spec.y.scale === "log" ? logTicks(low, high) : ticks(low, high, 4, spec.y.unit)) {
        svg("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y(at), y2: y(at) }, ground);
        svg("text", { x: LEFT - 6, y: y(at) + 4, "text-anchor": "end" }, ground).textContent = say(at, spec.y.unit);
      }
      for (const at of spec.x.scale === "log" ? logTicks(view[0], view[1]) : ticks(view[0], view[1], (width - LEFT) / 95, spec.x.unit)) {
        svg("line", { class: "grid", x1: x(at), x2: x(at), y1: 0, y2: inner }, ground);
        svg("text", { x: x(at), y: inner + 15, "text-anchor": "middle" }, ground).textContent = say(at, spec.x.unit);
      }
      svg("text", { x: width - RIGHT, y: inner + 30, "text-anchor": "end" }, ground).textContent = spec.x.title;
      svg("line", { class: "axis", x1: LEFT, x2: width - RIGHT, y1: inner, y2: inner }, ground);
      for (const line of spec.lines) {
        if (line.axis === "x" && (line.at < view[0] || line.at > view[1])) continue;
        const place = line.axis === "x" ? { x1: x(line.at), x2: x(line.at), y1: 0, y2: inner }
          : { x1: LEFT, x2: width - RIGHT, y1: y(line.at), y2: y(line.at) };
        svg("line", Object.assign({ class: "mark" }, place), ground);
        const onTheLeft = line.axis === "x" && x(line.at) > width * 0.7;
        const spot = line.axis === "x" ? { x: x(line.at) + (onTheLeft ? -5 : 5), y: 12, "text-anchor": onTheLeft ? "end" : "start" }
          : { x: LEFT + 5, y: y(line.at) - 4 };
        svg("text", Object.assign({ class: "strong" }, spot), ground).textContent = line.label;
      }
      spec.series.forEach((one, index) => {
        const inView = one.x.map((at, i) => i).filter((i) => one.x[i] >= view[0] && one.x[i] <= view[1] && usable(spec.y, one.y[i]));
        const style = styleOf(index);
        if (one.low && one.high && one.mode !== "points") {
          const pick = (list) => inView.map((i) => [one.x[i], usable(spec.y, list[i]) ? list[i] : low]);
          svg("path", { class: "spread " + style, d: bandPath(pick(one.low), pick(one.high), x, y) }, lines);
        }
        if (one.mode !== "points") svg("path", { class: "series " + style, d: pathOf(inView.map((i) => [one.x[i], one.y[i]]), x, y) }, lines);
        if (one.mode !== "line") for (const i of inView) {
          if (one.low && one.high && one.low[i] !== null && one.high[i] !== null) {
            svg("line", { class: "series s" + (index % 6), x1: x(one.x[i]), x2: x(one.x[i]), y1: y(one.low[i]), y2: y(one.high[i]) }, dots);
          }
          const dot = svg("circle", { class: "dot s" + (index % 6), cx: x(one.x[i]), cy: y(one.y[i]), r: 3.6 }, dots);
          svg("title", {}, dot).textContent = (one.labels ? one.labels[i] + ": " : "") + say(one.x[i], spec.x.unit) + ", " + say(one.y[i], spec.y.unit);
        }
      });
      point(cursor);
    };
    const nearest = (list, value) => {
      let best = -1;
      list.forEach((at, i) => { if (best < 0 || Math.abs(at - value) < Math.abs(list[best] - value)) best = i; });
      return best;
    };
    const point = (at) => {
      cursor = at;
      hair.setAttribute("visibility", at === null ? "hidden" : "visible");
      where.textContent = at === null ? "" : spec.x.title + " " + say(at, spec.x.unit);
      if (at !== null) set(hair, { x1: x(at), x2: x(at) });
      spec.series.forEach((one, index) => {
        const i = at === null ? -1 : nearest(one.x, at);
        let text = i < 0 ? "" : say(one.y[i], spec.y.unit);
        if (i >= 0 && one.low && one.high && one.low[i] !== null) text += " (" + say(one.low[i], spec.y.unit) + " … " + say(one.high[i], spec.y.unit) + ")";
        if (values[index].textContent !== text) values[index].textContent = text;
      });
    };
    const zoom = (from, to) => { view = [Math.max(wholeX[0], from), Math.min(wholeX[1], to)]; if (!(view[1] > view[0])) view = wholeX.slice(); draw(); };
    const places = all.slice().sort((a, b) => a - b);
    interact(plot, {
      move: (pixel) => point(Math.max(view[0], Math.min(view[1], x.back(pixel)))),
      leave: () => point(null),
      zoom: (left, right) => zoom(x.back(left), x.back(right)),
      reset: () => zoom(...wholeX),
      key: (name) => {
        const here = cursor === null ? view[0] : cursor;
        switch (name) {
          case "ArrowRight": { const next = places.find((at) => at > here && at <= view[1]); point(next === undefined ? here : next); return true; }
          case "ArrowLeft": { const next = places.filter((at) => at < here && at >= view[0]).pop(); point(next === undefined ? here : next); return true; }
          case "Home": point(view[0]); return true;
          case "End": point(view[1]); return true;
          case "0": case "Escape": zoom(...wholeX); return true;
          default: return false;
        }
      },
    });
    return draw;
  };

  /// A label at the end of `right`, cut to the room it has; the whole of it on hover.
  const rowLabel = (text, right, y, parent) => {
    const room = Math.max(3, Math.floor((right - 4) / 6.4));
    const node = svg("text", { x: right - 6, y, "text-anchor": "end" }, parent);
    node.textContent = text.length > room ? text.slice(0, room - 1) + "…" : text;
    if (text.length > room) svg("title", {}, node).textContent = text;
  };

  // Values over two factors.
  const heat = (figure, spec) => {
    const axes = "columns: " + spec.x.title + (spec.y.title ? ", rows: " + spec.y.title : "");
    caption(figure, axes, () => [["", ...spec.x.labels]].concat(spec.values.map((row, i) => [spec.y.labels[i], ...row])));
    const known = spec.values.flat().filter((value) => value !== null);
    const low = Math.min(...known), high = Math.max(...known), row = 30;
    const plot = svg("svg", {
      class: "plot", height: row * spec.values.length + 22, role: "img",
      "aria-label": figure.dataset.name + ", " + spec.y.title + " by " + spec.x.title,
    }, figure);
    return () => {
      clear(plot);
      const width = Math.max(320, figure.clientWidth);
      const left = Math.min(width / 3, 14 + 6.6 * Math.max(4, ...spec.y.labels.map((label) => label.length)));
      const cell = (width - left - RIGHT) / spec.x.labels.length;
      spec.values.forEach((values, r) => {
        rowLabel(spec.y.labels[r], left, r * row + 19, plot);
        values.forEach((value, c) => {
          const share = value === null ? 0 : 0.05 + 0.45 * (high > low ? (value - low) / (high - low) : 0.5);
          const box = svg("rect", {
            class: value === null ? "empty-cell" : "cell", x: left + c * cell + 1, y: r * row + 1,
            width: Math.max(1, cell - 2), height: row - 2, "fill-opacity": value === null ? 1 : share, rx: 2,
          }, plot);
          const text = say(value, spec.unit);
          svg("title", {}, box).textContent = spec.y.title + " " + spec.y.labels[r] + ", " + spec.x.title + " " + spec.x.labels[c] + ": " + text;
          if (text.length * 6.8 + 6 < cell) {
            const label = svg("text", { class: "cell-text strong", x: left + (c + 0.5) * cell, y: r * row + 19, "text-anchor": "middle" }, plot);
            label.textContent = text;
          }
        });
      });
      const bottom = row * spec.values.length;
      const every = Math.max(1, Math.ceil(46 / cell));
      spec.x.labels.forEach((label, c) => {
        if (c % every === 0) svg("text", { x: left + (c + 0.5) * cell, y: bottom + 15, "text-anchor": "middle" }, plot).textContent = label;
      });
    };
  };

  // Every replication as a dot, and the interval of their mean; or a bar from low to high per row.
  const rows = (figure, spec) => {
    const strip = spec.kind === "strip";
    caption(figure, "", () => strip
      ? [["group", "replication", "value"]].concat(spec.items.flatMap((item) => item.values.map((value, i) => [item.name, i, value])))
      : [["name", "low", "high"]].concat(spec.items.map((item) => [item.name, item.low, item.high])));
    const row = 26;
    const plot = svg("svg", {
      class: "plot", height: row * spec.items.length + 26, role: "img",
      "aria-label": figure.dataset.name + ": " + spec.items.map((item) => item.name).join(", "),
    }, figure);
    return () => {
      clear(plot);
      const width = Math.max(320, figure.clientWidth);
      const left = Math.min(width / 3, 14 + 6.6 * Math.max(4, ...spec.items.map((item) => item.name.length)));
      const all = spec.items.flatMap((item) => (strip ? item.values : []).concat([item.low, item.high])).concat(strip ? [] : [spec.base])
        .filter((value) => value !== null && value !== undefined);
      let low = Math.min(...all), high = Math.max(...all);
      if (!(low < high)) { low = Math.min(0, low); high = high > low ? high : low + 1; }
      const room = (high - low) * 0.04;
      const x = linear(low - room, high + room, left, width - RIGHT);
      const bottom = row * spec.items.length;
      for (const at of ticks(low - room, high + room, (width - left) / 95, spec.unit)) {
        svg("line", { class: "grid", x1: x(at), x2: x(at), y1: 0, y2: bottom }, plot);
        svg("text", { x: x(at), y: bottom + 15, "text-anchor": "middle" }, plot).textContent = say(at, spec.unit);
      }
      if (!strip) svg("line", { class: "mark", x1: x(spec.base), x2: x(spec.base), y1: 0, y2: bottom }, plot);
      spec.items.forEach((item, index) => {
        const middle = index * row + row / 2, colour = "s" + (strip ? index % 6 : 0);
        rowLabel(item.name, left, middle + 4, plot);
        if (item.low !== null && item.high !== null && item.low !== undefined) {
          const bar = svg("rect", {
            class: (strip ? "spread " : "bar-piece ") + colour, x: x(item.low), y: middle - 8,
            width: Math.max(2, x(item.high) - x(item.low)), height: 16, rx: 2,
          }, plot);
          svg("title", {}, bar).textContent = item.name + ": " + say(item.low, spec.unit) + " … " + say(item.high, spec.unit);
        }
        if (strip) item.values.forEach((value, i) => {
          if (value === null) return;
          const dot = svg("circle", { class: "dot " + colour, cx: x(value), cy: middle + ((i * 7) % 11 - 5), r: 3.2 }, plot);
          svg("title", {}, dot).textContent = "replication " + i + ": " + say(value, spec.unit);
        });
      });
    };
  };

  const kinds = { timeline, curve, heat, strip: rows, bars: rows };
  const drawings = [];
  for (const figure of document.querySelectorAll("figure.chart")) {
    const spec = data[Number(figure.dataset.chart)];
    const draw = kinds[spec.kind](figure, spec);
    draw();
    drawings.push(draw);
  }
  let waiting = false, lastWidth = document.body.clientWidth;
  addEventListener("resize", () => {
    if (waiting || document.body.clientWidth === lastWidth) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      lastWidth = document.body.clientWidth;
      for (const draw of drawings) draw();
    });
  });
  addEventListener("beforeprint", () => { for (const draw of drawings) draw(); });
  addEventListener("afterprint", () => { for (const draw of drawings) draw(); });

  const theme = document.getElementById("theme");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const root = document.documentElement;
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    theme.textContent = isDark ? "Dark" : "Light";
  });
  document.documentElement.dataset.ready = "yes";
})();
"""##
}
