import Scenarios
import Statistics

/// Measured latencies as somebody has them, read from text.
enum LatencyData: Equatable {
  /// Seconds, one for each request.
  case values([Double])
  /// Upper bounds in seconds with the counts in each bucket, ascending.
  case buckets([Bucket])
  /// Stated percentiles in seconds, ascending.
  case percentiles([PercentileCurve.Point])

  struct Bucket: Equatable {
    let upTo: Double
    let count: Int
  }

  /// A line that makes no sense, and why.
  struct Problem: Error, Equatable {
    let line: Int
    let column: Int
    let says: String

    init(_ line: Int, _ column: Int = 1, _ says: String) {
      self.line = line
      self.column = column
      self.says = says
    }
  }

  /// A line of the text that is neither empty nor a remark.
  struct Line {
    let number: Int
    let text: Substring
  }

  /// Reads a text; what it is shows in its first line.
  ///
  /// - Parameters:
  ///   - text: Raw latencies, a Prometheus histogram, or lines such as `p99,400ms`.
  ///   - unit: What a number without a unit is measured in, in seconds.
  ///   - column: Which column of a table; the only one that looks like a latency unless given.
  /// - Returns: What was read.
  /// - Throws: The first line that makes no sense.
  static func read(
    _ text: String,
    unit: Double?,
    column: String?
  ) throws(Problem) -> LatencyData {
    var lines: [Line] = []
    let cut = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in cut.enumerated() {
      let trimmed = line.drop { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }
      if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
      lines.append(Line(number: index + 1, text: trimmed))
    }
    guard let first = lines.first else { throw Problem(1, 1, "no values are in the file") }
    if lines.contains(where: { $0.text.contains("le=\"") }) {
      return .buckets(try PrometheusText.buckets(lines, unit: unit ?? 1))
    }
    if PercentileText.level(first.text) != nil {
      return .percentiles(try PercentileText.points(lines, unit: unit))
    }
    return .values(try RawText.values(lines, unit: unit, column: column))
  }

  /// A duration such as `12.5ms`, or a bare number in `unit`; nil when it is neither.
  static func seconds(_ text: Substring, unit: Double) -> Double? {
    let word = text.trimmed { $0 == " " || $0 == "\t" || $0 == "\"" || $0 == "\r" }
    if let plain = Double(word) { return plain * unit }
    for (suffix, factor) in units where word.hasSuffix(suffix) {
      let number = word.dropLast(suffix.count).trimmed { $0 == " " }
      if let value = Double(number) { return value * factor }
    }
    return nil
  }

  /// Longer endings first: `ms` ends with `s`.
  static let units: [(suffix: String, seconds: Double)] = [
    ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("min", 60), ("s", 1), ("m", 60),
  ]
}

/// Lines such as `p99,400ms`, `p99: 0.4` or `p99 = 400 ms`.
enum PercentileText {
  /// The probability that a line begins with, and the rest of the line.
  static func level(_ text: Substring) -> (share: Double, rest: Substring)? {
    guard text.first == "p" || text.first == "P" else { return nil }
    let digits = text.dropFirst().prefix { $0.isNumber || $0 == "." }
    guard let percent = Double(digits), percent > 0, percent < 100 else { return nil }
    let rest = text.dropFirst(1 + digits.count).drop { " \t,;:=".contains($0) }
    return (percent / 100, rest)
  }

  static func points(
    _ lines: [LatencyData.Line],
    unit: Double?
  ) throws(LatencyData.Problem) -> [PercentileCurve.Point] {
    var points: [PercentileCurve.Point] = []
    for line in lines {
      guard let (share, rest) = level(line.text) else {
        throw .init(line.number, 1, "expected a percentile such as `p99,400ms`")
      }
      let value = LatencyData.seconds(rest, unit: unit ?? 1)
      guard let value, value > 0, value.isFinite else {
        let column = line.text.count - rest.count + 1
        throw .init(line.number, column, "expected a duration above 0 after the percentile")
      }
      if let last = points.last {
        guard last.probability < share, last.value < value else {
          throw .init(line.number, 1, "percentiles rise, and their values with them")
        }
      }
      points.append(.init(probability: share, value: value))
    }
    guard points.count > 1 else {
      throw .init(lines[0].number, 1, "a distribution needs two percentiles")
    }
    return points
  }
}

/// The text format of Prometheus: cumulative counts under upper bounds.
enum PrometheusText {
  static func buckets(
    _ lines: [LatencyData.Line],
    unit: Double
  ) throws(LatencyData.Problem) -> [LatencyData.Bucket] {
    var sums: [Double: Double] = [:]
    var metric: Substring?
    for line in lines {
      guard let range = line.text.firstRange(of: "le=\"") else {
        guard line.text.split(separator: " ").count >= 2 else {
          throw .init(line.number, 1, "expected a sample such as `x_bucket{le=\"0.1\"} 42`")
        }
        continue
      }
      let name = line.text.prefix { $0 != "{" }
      if let metric, metric != name {
        throw .init(
          line.number,
          1,
          "a second histogram, `\(name)`; keep one (`\(metric)` was first)"
        )
      }
      metric = name
      let bound = line.text[range.upperBound...].prefix { $0 != "\"" }
      let column = line.text.distance(from: line.text.startIndex, to: range.upperBound) + 1
      guard let upTo = bound == "+Inf" ? .infinity : Double(bound), upTo > 0 else {
        throw .init(line.number, column, "expected an upper bound above 0 (found `\(bound)`)")
      }
      let rest = line.text.drop { $0 != "}" }.dropFirst().split(separator: " ")
      guard let count = rest.first.flatMap({ Double($0) }), count >= 0, count.isFinite else {
        throw .init(line.number, line.text.count, "expected a count after the labels")
      }
      sums[upTo, default: 0] += count
    }
    return try differences(sums.sorted { $0.key < $1.key }, unit, lines[0].number)
  }

  private static func differences(
    _ cumulative: [(key: Double, value: Double)],
    _ unit: Double,
    _ line: Int
  ) throws(LatencyData.Problem) -> [LatencyData.Bucket] {
    let total = cumulative.last?.value ?? 0
    guard total >= 20 else {
      throw .init(line, 1, "a fit needs at least 20 values, found \(total)")
    }
    // More values than this say nothing more about a shape, and cost time.
    let scale = min(1, 50_000 / total)
    var buckets: [LatencyData.Bucket] = []
    var before = 0.0
    for (bound, count) in cumulative {
      guard count >= before else {
        throw .init(
          line,
          1,
          "counts are cumulative: le=\"\(bound)\" has fewer than the bound before"
        )
      }
      let (from, to) = ((before * scale).rounded(), (count * scale).rounded())
      buckets.append(.init(upTo: bound * unit, count: Int(to - from)))
      before = count
    }
    guard buckets.count > 1, buckets[0].upTo < .infinity else {
      throw .init(line, 1, "a histogram needs a finite bound")
    }
    return buckets
  }
}

/// One latency a line, or a column of a table with a header.
enum RawText {
  static func values(
    _ lines: [LatencyData.Line],
    unit: Double?,
    column: String?
  ) throws(LatencyData.Problem) -> [Double] {
    let header = cells(lines[0].text)
    let hasHeader = !header.contains { LatencyData.seconds($0, unit: 1) != nil }
    let index = try place(of: column, in: header, hasHeader, lines[0].number)
    let factor = unit ?? (hasHeader ? unitOf(String(header[index])) : nil) ?? 1
    var values: [Double] = []
    for line in hasHeader ? lines.dropFirst() : lines[...] {
      let cells = cells(line.text)
      guard cells.indices.contains(index) else {
        throw .init(line.number, 1, "expected \(index + 1) columns, found \(cells.count)")
      }
      let at = line.text.distance(from: line.text.startIndex, to: cells[index].startIndex) + 1
      guard let value = LatencyData.seconds(cells[index], unit: factor) else {
        let found = cells[index].prefix(40)
        throw .init(line.number, at, "expected a latency such as 0.05 or 50ms (found `\(found)`)")
      }
      guard value > 0, value.isFinite else {
        throw .init(line.number, at, "a latency is above 0 (found `\(cells[index].prefix(40))`)")
      }
      values.append(value)
    }
    guard values.count >= 20 else {
      throw .init(lines[0].number, 1, "a fit needs at least 20 values, found \(values.count)")
    }
    return values
  }

  private static func cells(_ text: Substring) -> [Substring] {
    text.split(omittingEmptySubsequences: false) { ",;\t".contains($0) }
  }

  private static func place(
    of wanted: String?,
    in header: [Substring],
    _ hasHeader: Bool,
    _ line: Int
  ) throws(LatencyData.Problem) -> Int {
    if !hasHeader {
      guard header.count == 1 || wanted == nil else {
        throw .init(line, 1, "--column needs a header line")
      }
      guard header.count == 1 else {
        throw .init(line, 1, "a table of \(header.count) columns needs a header line")
      }
      return 0
    }
    let names = header.map { $0.trimmed { " \"\r".contains($0) } }
    if let wanted {
      if let index = names.firstIndex(of: wanted) { return index }
      let hint = suggestion(for: wanted, among: names)
      throw .init(line, 1, "there is no column `\(wanted)`" + hint)
    }
    if names.count == 1 { return 0 }
    let words = ["latency", "duration", "round", "rtt", "elapsed", "response_time"]
    let likely = names.indices.filter { index in
      words.contains { names[index].lowercased().contains($0) }
    }
    guard likely.count == 1 else {
      throw .init(line, 1, "which column? say --column, one of \(names.joined(separator: ", "))")
    }
    return likely[0]
  }

  /// The unit that a column's name ends with: `latency_ms`.
  private static func unitOf(_ name: String) -> Double? {
    let name = name.trimmed { " \"\r)".contains($0) }
    let unit = LatencyData.units.first { suffix, _ in
      ["_", "(", " ", "-"].contains { name.hasSuffix($0 + suffix) }
    }
    return unit?.seconds
  }
}

extension String {
  fileprivate func trimmed(_ isBlank: (Character) -> Bool) -> String {
    self[...].trimmed(isBlank)
  }
}
