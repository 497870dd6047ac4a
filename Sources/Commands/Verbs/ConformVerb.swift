import Dialects
import Reports

extension Verb {
  /// Replays vectors of other libraries' behaviour against our policies.
  static let conform = Verb(
    name: "conform",
    answers: "Do these policies behave as library X does?",
    details: """
      Replays vectors of (time, operation, expectation) and prints a line for each: pass; fail,
      with the step, what was expected and what came; or skip, with the reason. A vector that
      describes a defect of its library passes when the defect is not reproduced.
      The exit status is 1 when a vector fails.
      """,
    operands: Operands(name: "VECTORS", count: 1...1),
    options: [Option.json],
    examples: [
      Example(
        command: "spillway conform Tests/Vectors/conformance.json",
        says: "replays the vectors that ship with the sources"
      )
    ]
  ) { invocation, _, console in
    let path = invocation.operands[0]
    let vectors: [Conformance.Vector]
    do {
      vectors = try Conformance.load(try InputFile.bytes(at: path))
    } catch let error as Conformance.LoadError {
      console.complain("\(path):\(error.message)")
      return .wrongInput
    } catch {
      console.complain("\(path): \((error as? InputFile.Failure)?.says ?? "\(error)")")
      return .wrongInput
    }
    let results = vectors.map { ($0, Conformance.replay($0)) }
    if invocation.has("json") {
      console.write(ConformReport.json(results).text)
    } else {
      let terminal = Terminal(width: console.width, hasColour: console.hasColours)
      for (vector, verdict) in results {
        console.print(ConformReport.line(vector, verdict, on: terminal))
      }
      console.print(ConformReport.summary(results))
    }
    return ConformReport.count(results).failed > 0 ? .unmet : .done
  }
}

/// What replayed vectors look like, as text and as JSON.
enum ConformReport {
  typealias Results = [(Conformance.Vector, Conformance.Verdict)]

  static func count(_ results: Results) -> (passed: Int, failed: Int, skipped: Int) {
    var count = (passed: 0, failed: 0, skipped: 0)
    for (_, verdict) in results {
      switch verdict {
      case .pass: count.passed += 1
      case .fail: count.failed += 1
      case .skip: count.skipped += 1
      }
    }
    return count
  }

  static func line(
    _ vector: Conformance.Vector,
    _ verdict: Conformance.Verdict,
    on terminal: Terminal
  ) -> String {
    switch verdict {
    case .pass:
      return terminal.painted("pass", .good) + "  \(safe(vector.id))  \(safe(vector.title))"
    case .fail(let failure):
      return terminal.painted("fail", .bad)
        + "  \(safe(vector.id))  line \(failure.line), step \(failure.step)"
        + safe(" (\(failure.operation)): expected \(failure.expected), got \(failure.got)")
    case .skip(let reason):
      return terminal.painted("skip", .unsure) + "  \(safe(vector.id))  \(safe(reason))"
    }
  }

  private static func safe(_ text: String) -> String { TerminalText.safe(text) }

  static func summary(_ results: Results) -> String {
    let (passed, failed, skipped) = count(results)
    return "\(passed) passed, \(failed) failed, \(skipped) skipped"
  }

  static func json(_ results: Results) -> JSON {
    let (passed, failed, skipped) = count(results)
    return .members([
      JSON.Member("passed", .integer(Int64(passed))),
      JSON.Member("failed", .integer(Int64(failed))),
      JSON.Member("skipped", .integer(Int64(skipped))),
      JSON.Member("vectors", .list(results.map(json))),
    ])
  }

  private static func json(_ vector: Conformance.Vector, _ verdict: Conformance.Verdict) -> JSON {
    var members = [JSON.Member("id", .text(vector.id)), JSON.Member("peer", .text(vector.peer))]
    switch verdict {
    case .pass:
      members.append(JSON.Member("verdict", .text("pass")))
    case .fail(let failure):
      members += [
        JSON.Member("verdict", .text("fail")),
        JSON.Member("line", .integer(Int64(failure.line))),
        JSON.Member("step", .integer(Int64(failure.step))),
        JSON.Member("operation", .text(failure.operation)),
        JSON.Member("expected", .text(failure.expected)),
        JSON.Member("got", .text(failure.got)),
      ]
    case .skip(let reason):
      members += [JSON.Member("verdict", .text("skip")), JSON.Member("reason", .text(reason))]
    }
    return .members(members)
  }
}
