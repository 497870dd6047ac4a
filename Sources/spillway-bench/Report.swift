import Glibc

/// One line of the table.
struct Row {
  var id: String
  var job: String
  var unit = "ns"
  var floor: Double?
  var value: Double
  var spread: ClosedRange<Double>?
  var ratio: Double?
  var target: Target?
  var note = ""

  enum Target {
    case ratio(atMost: Double)
    case atMost(Double)
    case atLeast(Double)
    case exactly(Double)
  }

  var isMet: Bool? {
    switch target {
    case nil: nil
    case .ratio(let most): (ratio ?? .infinity) <= most
    case .atMost(let most): value <= most
    case .atLeast(let least): value >= least
    case .exactly(let exact): value == exact
    }
  }

  var targetText: String {
    switch target {
    case nil: ""
    case .ratio(let most): "<= \(most.short)x"
    case .atMost(let most): "<= \(most.short) \(unit)"
    case .atLeast(let least): ">= \(least.short) \(unit)"
    case .exactly(let exact): "\(exact.short)"
    }
  }
}

/// Collects rows, prints them as they come, remembers whether all targets were met.
final class Report {
  let options: Options
  private var rows: [Row] = []
  private let baseline: Baseline

  init(options: Options) {
    self.options = options
    baseline = Baseline()
    if options.isCSV {
      say("id,job,unit,floor,value,least,most,ratio,target,verdict\n")
    } else if options.isMarkdown {
      say("| job | plain C | spillway | ratio | target |\n|---|---|---|---|---|\n")
    } else {
      say(Machine.line + "\n")
      say("a quick look: not figures to quote\n", unless: !options.isQuick)
      say(
        line("", "job", "floor", "ours", "spread", "ratio", "target", "verdict") + "\n"
      )
    }
  }

  var isMet: Bool { rows.allSatisfy { $0.isMet ?? true } }

  func add(_ row: Row) {
    rows.append(row)
    let verdict = row.isMet.map { $0 ? "met" : "MISSED" } ?? ""
    if options.isCSV {
      let spread = row.spread.map { "\($0.lowerBound.short),\($0.upperBound.short)" } ?? ","
      let floor = row.floor?.short ?? ""
      say(
        "\(row.id),\(row.job),\(row.unit),\(floor),\(row.value.short),\(spread),"
          + "\(row.ratio?.short ?? ""),\(row.targetText),\(verdict)\n"
      )
      return
    }
    if options.isMarkdown {
      let cells = [
        row.job, row.floor.map { "\($0.short) \(row.unit)" } ?? "–",
        "\(row.value.short) \(row.unit)", row.ratio.map { "\($0.short)x" } ?? "–",
        row.targetText.isEmpty ? "–" : "\(row.targetText) (\(verdict))",
      ]
      say("| " + cells.joined(separator: " | ") + " |\n")
      return
    }
    let spread = row.spread.map { "\($0.lowerBound.short) … \($0.upperBound.short)" } ?? ""
    say(
      line(
        row.id,
        row.job,
        row.floor.map { "\($0.short) \(row.unit)" } ?? "",
        "\(row.value.short) \(row.unit)",
        spread,
        row.ratio.map { "\($0.short)x" } ?? "",
        row.targetText,
        verdict + (row.note.isEmpty ? "" : "  " + row.note)
      ) + "\n"
    )
  }

  /// A remark on its own line; talk goes to stderr when the results are for a file.
  func remark(_ text: String) {
    say(text + "\n", to: options.isCSV || options.isMarkdown ? .errors : .results)
  }

  func finish() {
    for row in rows {
      if let worse = baseline.worsening(of: row) {
        remark(
          "worse than the baseline by \(Int((worse - 1) * 100)) %: \(row.id) \(row.job)"
        )
      }
    }
    if options.writesBaseline { Baseline.write(rows) }
    let judged = rows.filter { $0.isMet != nil }
    let met = judged.count { $0.isMet == true }
    remark("\(met) of \(judged.count) targets met")
  }

  private func line(_ cells: String...) -> String {
    let widths = [4, 36, 11, 13, 17, 7, 13, 0]
    return zip(cells, widths).map { $0.padded(to: $1) }.joined(separator: " ")
  }
}

enum Channel {
  case results
  case errors
}

func say(_ text: String, to channel: Channel = .results, unless silent: Bool = false) {
  guard !silent else { return }
  let bytes = Array(text.utf8)
  let descriptor: Int32 = channel == .results ? 1 : 2
  unsafe bytes.withUnsafeBytes { _ = unsafe write(descriptor, $0.baseAddress, $0.count) }
}

extension String {
  func padded(to width: Int) -> String {
    count >= width ? self : self + String(repeating: " ", count: width - count)
  }
}

extension Double {
  /// Three or four digits, as a table wants them.
  var short: String {
    guard isFinite else { return "-" }
    let size = abs(self)
    if size >= 1000 || self == rounded() && size < 1000 { return "\(Int64(rounded()))" }
    let places: Double = size >= 100 ? 1 : size >= 10 ? 10 : 100
    let scaled = Int64((size * places).rounded())
    let sign = self < 0 ? "-" : ""
    guard places > 1 else { return "\(sign)\(scaled)" }
    let digits = places == 10 ? 1 : 2
    let fraction = String(scaled % Int64(places))
    return "\(sign)\(scaled / Int64(places))."
      + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}
