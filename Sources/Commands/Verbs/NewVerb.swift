import Glibc
import Reports
import Scenarios

extension Verb {
  /// Starts a scenario.
  static let new = Verb(
    name: "new",
    answers: "How do I begin?",
    details: """
      Writes a scenario to begin with: a small complete one, or a copy of one that ships
      (`spillway list scenarios`). A file that exists is never overwritten.
      """,
    operands: Operands(name: "FILE", count: 1...1),
    options: [
      Option("from", .text("NAME"), "begin with this scenario, by its name or by its path")
    ],
    examples: [
      Example(command: "spillway new my.yaml", says: "writes a scenario that runs as it is"),
      Example(
        command: "spillway new my.yaml --from campaign",
        says: "begins with a copy of the scenario called campaign"
      ),
    ]
  ) { invocation, environment, console in
    let path = invocation.operands[0]
    guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else {
      console.complain("spillway: a scenario is a .yaml file, found `\(path)`")
      return .wrongInput
    }
    var bytes = Array(Template.text.utf8)
    if let wanted = invocation.last("from") {
      let shipped = ShippedScenario.all(environment)
      let match = shipped.first { $0.name == wanted || $0.path == wanted }
      do throws(InputFile.Failure) {
        bytes = try InputFile.bytes(at: match?.path ?? wanted)
      } catch {
        let hint = suggestion(for: wanted, among: shipped.map(\.name))
        console.complain("spillway: cannot begin with `\(wanted)`: \(error.says)" + hint)
        return .wrongInput
      }
    }
    if let refusal = Template.write(bytes, toNew: path) {
      console.complain("spillway: \(path) is not written: \(refusal)")
      return .impossible
    }
    console.print("Wrote \(path). Next: spillway explain \(path); spillway run \(path)")
    return .done
  }
}

/// A scenario that shows the shape of one.
enum Template {
  static let text = """
    spillway: 1
    title: One-time passwords through an outage
    why: >
      A scenario to begin with. Every key can be left out except `load` and `fleet`;
      `spillway explain` shows what was understood, with the source of every figure.

    run: {duration: 5m, warm-up: 30s, replications: 5, seed: 1}

    load:
      otp:
        to: fcm
        priority: p0
        arrivals: {poisson: 200/s}
        deadline: 30s
        fallback: {to: sms, after: {elapsed: 20s, breaker-open: at-once}}
      news: {to: apns, priority: p2, arrivals: {poisson: 100/s}}

    providers:
      sms: {like: twilio-short-code, senders: 2}

    fleet: {servers: 4}

    policy: recommended

    faults:
      - {name: outage, at: 2m, for: 1m, hits: fcm, answers: {503: 40%}}

    compare-to: naive
    compare:
      naive: {policy: naive}
      recommended: {policy: recommended}

    expect:
      - delivered-in-time(otp) >= 99%
      - amplification(fcm) in naive >= 1.3 during outage
      - lost == 0

    """

  /// Writes a file that does not exist yet, and returns why it could not.
  static func write(_ bytes: [UInt8], toNew path: String) -> String? {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { return unsafe String(cString: strerror(errno)) }
    defer { close(file) }
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          file,
          UnsafeRawBufferPointer(rebasing: buffer[written...]).baseAddress,
          buffer.count - written
        )
      }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        let reason = unsafe String(cString: strerror(errno))
        unsafe unlink(path)
        return reason
      }
    }
    return nil
  }
}

/// A scenario that came with the program.
struct ShippedScenario: Sendable {
  let name: String
  let path: String

  /// Every scenario beside the program, or under the folder one stands in.
  static func all(_ environment: Environment) -> [ShippedScenario] {
    let root = environment["SPILLWAY_ROOT"].map { $0 + "/scenarios" } ?? "scenarios"
    guard let paths = try? InputFile.scenarios(at: root), paths != [root] else { return [] }
    return paths.map { path in
      let last = path.split(separator: "/").last.map(String.init) ?? path
      let name = last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
      return ShippedScenario(name: name, path: path)
    }
  }

  /// The line after `title:`; a list need not resolve every scenario to name it.
  var title: String {
    guard let bytes = try? InputFile.bytes(at: path, atMost: 4 << 20) else { return "" }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("title:") }) else { return "" }
    return line.dropFirst(6).trimmed { $0 == " " || $0 == "\"" || $0 == "'" || $0 == "\r" }
  }
}

extension Substring {
  /// Without such characters at both ends.
  func trimmed(_ isBlank: (Character) -> Bool) -> String {
    var text = self
    while let first = text.first, isBlank(first) { text.removeFirst() }
    while let last = text.last, isBlank(last) { text.removeLast() }
    return String(text)
  }
}
