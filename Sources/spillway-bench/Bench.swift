import Glibc

/// The door of the benchmarks: one verb, a table of rows, a verdict against each target.
@main
struct Bench {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "child" { exit(MemoryBench.child(arguments) ? 0 : 1) }
    guard let options = Options(arguments) else {
      say(Options.usage, to: .errors)
      exit(2)
    }
    Floors.prepare()
    let report = Report(options: options)
    options.verb.run(options, into: report)
    report.finish()
    exit(report.isMet ? 0 : 1)
  }
}

/// What is asked on the command line.
struct Options {
  let verb: Verb
  /// Fewer operations and rounds: a look, not a figure to quote.
  let isQuick: Bool
  let isCSV: Bool
  /// The table as the front page shows it.
  let isMarkdown: Bool
  let writesBaseline: Bool
  /// The length of the planet's peak, when it is not the usual one: for a profiler.
  let seconds: Double?

  static var usage: String {
    """
    usage: spillway-bench VERB [--quick] [--csv] [--markdown] [--write-baseline] [--seconds N]

    """ + Verb.allCases.map { "  \($0.rawValue.padded(to: 10)) \($0.summary)\n" }.joined()
  }

  init?(_ arguments: [String]) {
    var arguments = arguments
    var seconds: Double?
    if let place = arguments.firstIndex(of: "--seconds") {
      guard place + 1 < arguments.count, let length = Double(arguments[place + 1]), length > 0
      else { return nil }
      seconds = length
      arguments.removeSubrange(place...place + 1)
    }
    let flags = arguments.filter { $0.hasPrefix("--") }
    let words = arguments.filter { !$0.hasPrefix("--") }
    guard words.count == 1, let verb = Verb(rawValue: words[0]),
      flags.allSatisfy({ ["--quick", "--csv", "--markdown", "--write-baseline"].contains($0) })
    else { return nil }
    self.verb = verb
    isQuick = flags.contains("--quick")
    isCSV = flags.contains("--csv")
    isMarkdown = flags.contains("--markdown")
    writesBaseline = flags.contains("--write-baseline")
    self.seconds = seconds
  }

  /// Measurements of each job; odd, so that the median is one of them.
  var rounds: Int { isQuick ? 3 : 9 }

  /// Scales a number of operations.
  func size(_ full: Int) -> Int { isQuick ? max(1, full / 8) : full }
}

/// What can be measured.
enum Verb: String, CaseIterable {
  case kernel
  case decisions
  case world
  case peak
  case job
  case memory
  case cores
  case start
  case all
  case peers

  var summary: String {
    switch self {
    case .kernel: "P1, P2: hold, M/M/1 and M/M/c beside plain C"
    case .decisions: "P3: what each decision of the gateway costs; allocations"
    case .world: "P4, P8: the planet's peak with an outage; cost by size"
    case .peak: "P4 without its floor, of --seconds N: for a profiler"
    case .job: "P5: the gateway job beside plain C++"
    case .memory: "P6: bytes per live and per parked message"
    case .cores: "P7: two replications on two cores"
    case .start: "P9: how soon the program answers"
    case .all: "everything above"
    case .peers: "other simulators, where they are installed"
    }
  }

  func run(_ options: Options, into report: Report) {
    switch self {
    case .kernel: KernelBench(options, report).run()
    case .decisions: DecisionsBench(options, report).run()
    case .world: WorldBench(options, report).run()
    case .peak: WorldBench(options, report).peakAlone()
    case .job: JobBench(options, report).run()
    case .memory: MemoryBench(options, report).run()
    case .cores: CoresBench(options, report).run()
    case .start: StartBench(options, report).run()
    case .all:
      for verb in Verb.allCases where ![.all, .peers, .peak].contains(verb) {
        verb.run(options, into: report)
      }
    case .peers: PeersBench(options, report).run()
    }
  }
}
