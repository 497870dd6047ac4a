/// The outcome of a check as JUnit XML, the form that build servers read.
///
/// There is no schema by its authors; this is the subset that Jenkins, GitLab and GitHub actions
/// agree on. An inconclusive line is a failure of its own type, because a build that cannot tell must
/// not look green.
package struct JUnit: Sendable {
  /// One expectation.
  package struct Case: Sendable, Equatable {
    package let name: String
    /// The scenario and variant that it belongs to.
    package let group: String
    package let outcome: Outcome

    /// Creates a case.
    package init(name: String, group: String, outcome: Outcome) {
      self.name = name
      self.group = group
      self.outcome = outcome
    }
  }

  /// What became of a case, with the sentence that says why.
  package enum Outcome: Sendable, Equatable {
    case passed
    case failed(String)
    case inconclusive(String)
    case impossible(String)
    case skipped(String)
  }

  private let name: String
  private let cases: [Case]

  /// Creates a suite of cases.
  package init(name: String, cases: [Case]) {
    self.name = name
    self.cases = cases
  }

  /// `junit.xml`.
  package var file: ResultFile { ResultFile("junit.xml", text: text) }

  /// The document; it has no times, so that the same check has the same bytes.
  package var text: String {
    var failures = 0
    var errors = 0
    var skipped = 0
    for test in cases {
      switch test.outcome {
      case .passed: break
      case .failed, .inconclusive: failures += 1
      case .impossible: errors += 1
      case .skipped: skipped += 1
      }
    }
    let counts =
      "name=\"\(Markup.escaped(name))\" tests=\"\(cases.count)\" failures=\"\(failures)\" "
      + "errors=\"\(errors)\" skipped=\"\(skipped)\""
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuites \(counts)>",
      "  <testsuite \(counts)>",
    ]
    for test in cases { lines.append(contentsOf: Self.lines(of: test)) }
    lines.append(contentsOf: ["  </testsuite>", "</testsuites>", ""])
    return lines.joined(separator: "\n")
  }

  private static func lines(of test: Case) -> [String] {
    let start =
      "    <testcase name=\"\(Markup.escaped(test.name))\" "
      + "classname=\"\(Markup.escaped(test.group))\""
    let inner: String? =
      switch test.outcome {
      case .passed: nil
      case .failed(let why): element("failure", type: "not met", why)
      case .inconclusive(let why): element("failure", type: "inconclusive", why)
      case .impossible(let why): element("error", type: "could not be done", why)
      case .skipped(let why): "<skipped message=\"\(Markup.escaped(why))\"/>"
      }
    guard let inner else { return [start + "/>"] }
    return [start + ">", "      " + inner, "    </testcase>"]
  }

  private static func element(_ name: String, type: String, _ why: String) -> String {
    "<\(name) type=\"\(type)\" message=\"\(Markup.escaped(why))\">\(Markup.escaped(why))</\(name)>"
  }
}
