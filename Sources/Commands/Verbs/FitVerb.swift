import Reports
import Scenarios
import Statistics

extension Verb {
  /// Turns measured latencies into a block of a scenario.
  static let fit = Verb(
    name: "fit",
    answers: "What does our provider look like?",
    details: """
      Reads measured latencies and prints the `round-trip:` block that describes them, with how well
      each family of distributions fits (AIC, and the Kolmogorov-Smirnov and Anderson-Darling
      distances) as remarks above it. The file is one of: latencies, one a line or a column of a
      table; a histogram in the text format of Prometheus; percentiles such as `p99,400ms`.
      `-` reads standard input. Numbers without a unit are seconds unless --unit or the column says.
      """,
    operands: Operands(name: "DATA", count: 1...1),
    options: [
      Option("unit", .choice(["s", "ms", "us", "ns"]), "what numbers without a unit are"),
      Option("column", .text("NAME"), "which column of a table with a header"), Option.json,
    ],
    examples: [
      Example(
        command: "spillway fit latencies.csv --column latency_ms",
        says: "prints a block for `providers:`, with its goodness of fit"
      )
    ]
  ) { invocation, _, console in
    let path = invocation.operands[0]
    do {
      let bytes = try InputFile.bytes(at: path)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        console.complain("\(path):1:1: error: the file is not UTF-8 text")
        return .wrongInput
      }
      let unit = invocation.last("unit").flatMap { name in
        LatencyData.units.first { $0.suffix == name }?.seconds
      }
      let data = try LatencyData.read(text, unit: unit, column: invocation.last("column"))
      let fitted = try FittedRoundTrip(data)
      console.write(invocation.has("json") ? fitted.json.text : fitted.text(from: path))
      return .done
    } catch let problem as LatencyData.Problem {
      let says = TerminalText.safe(problem.says)
      console.complain("\(path):\(problem.line):\(problem.column): error: \(says)")
    } catch let failure as InputFile.Failure {
      console.complain("spillway: cannot read \(path): \(failure.says)")
    } catch {
      console.complain("\(path):1:1: error: \(error)")
    }
    return .wrongInput
  }
}

extension FittedRoundTrip {
  /// The block with remarks above it, to be pasted as it is.
  func text(from path: String) -> String {
    var lines = ["\(TerminalText.safe(path)): " + facts.joined(separator: "\n")]
    if let best = fits.first {
      lines.append("family              AIC above the best      KS      AD")
      for fit in fits {
        let cells = [
          Self.padded(fit.family.rawValue, 18),
          Self.padded(Humanised.digits(fit.aic - best.aic), 22),
          Self.padded(Humanised.digits(fit.kolmogorovSmirnov), 8),
          Humanised.digits(fit.andersonDarling),
        ]
        lines.append(cells.joined(separator: ""))
      }
    }
    lines += warnings.map { "note: " + $0 }
    let remarks = lines.joined(separator: "\n").split(separator: "\n").map { "# " + $0 }
    return (remarks + [block]).joined(separator: "\n") + "\n"
  }

  var json: JSON {
    .members([
      JSON.Member("block", .text(block)), JSON.Member("facts", .list(facts.map { .text($0) })),
      JSON.Member("notes", .list(warnings.map { .text($0) })),
      JSON.Member(
        "fits",
        .list(
          fits.map { fit in
            .members([
              JSON.Member("family", .text(fit.family.rawValue)),
              JSON.Member("aic", .number(fit.aic)),
              JSON.Member("ks", .number(fit.kolmogorovSmirnov)),
              JSON.Member("ad", .number(fit.andersonDarling)),
            ])
          }
        )
      ),
    ])
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
