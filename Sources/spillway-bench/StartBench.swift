import Glibc

/// P9: how soon the shipped program answers, from process start.
///
/// It looks for `spillway` beside itself; build it with `--product spillway` in the same mode.
struct StartBench {
  let options: Options
  let report: Report

  init(_ options: Options, _ report: Report) {
    self.options = options
    self.report = report
  }

  func run() {
    guard let program = Self.neighbour("spillway") else {
      report.remark("P9 skipped: no `spillway` beside this program; build it first")
      return
    }
    let missing = ["explain", "/nonexistent.yaml"]
    measure("start: --version", program, ["--version"])
    measure("start: refuse what is not there", program, missing)
    let starter = "scenarios/starters/steady.yaml"
    if unsafe access(starter, R_OK) == 0 {
      measure("start: explain a starter", program, ["explain", starter])
    }
  }

  private func measure(_ job: String, _ program: String, _ arguments: [String]) {
    var sample = Sample()
    for _ in 0..<(options.isQuick ? 5 : 21) {
      sample.add(Process.milliseconds(program, arguments))
    }
    report.add(
      Row(
        id: "P9",
        job: job,
        unit: "ms",
        value: sample.median,
        spread: sample.least...sample.most,
        target: .atMost(50)
      )
    )
  }

  static func neighbour(_ name: String) -> String? {
    var bytes = [CChar](repeating: 0, count: 4096)
    let length = unsafe readlink("/proc/self/exe", &bytes, bytes.count)
    guard length > 0 else { return nil }
    let path = String(decoding: bytes[0..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let slash = path.lastIndex(of: "/") else { return nil }
    let found = path[...slash] + name
    return unsafe access(String(found), X_OK) == 0 ? String(found) : nil
  }
}
