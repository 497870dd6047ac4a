internal import GatewayModel
internal import TimeAndChance

extension Kind where Value == Arrivals {
  /// How messages arrive by themselves.
  static var arrivals: Kind {
    let positiveRate = Kind<Rate>.rate.only("a rate above 0", where: { $0.perSecond > 0 })
    let bursts = Table(
      "bursts",
      initial: Bursts(),
      [
        Key("every", RunPlan.positive, \.every, "so often", isRequired: true),
        Key("size", .positiveCount, \.size, "so many at once", isRequired: true),
      ]
    )
    let batches = Table(
      "batches",
      initial: Batches(),
      [
        Key("rate", positiveRate, \.rate, "batches, independent of each other", isRequired: true),
        Key("size", .positiveCount, \.size, "messages of one batch", isRequired: true),
      ]
    )
    let state = Table(
      "state",
      initial: Arrivals.MarkovState(rate: .zero, stay: .seconds(1)),
      [
        Key("rate", .rate, \.rate, "arrivals in this state", isRequired: true),
        Key("stay", RunPlan.positive, \.stay, "its mean length", isRequired: true),
      ]
    )
    return choice(
      "arrivals",
      [
        Way("poisson", positiveRate, "independent of each other") { .poisson($0) },
        Way("regular", positiveRate, "at equal distances") { .regular($0) },
        Way("bursts", .table(bursts), "many at once") {
          .bursts(every: $0.every, size: $0.size)
        },
        Way("batches", .table(batches), "Poisson, several at once") {
          .batches($0.rate, size: $0.size)
        },
        Way(
          "mmpp",
          Kind<[Arrivals.MarkovState]>.list(of: .table(state), atLeast: 2),
          "Poisson with a rate that jumps between states"
        ) { .mmpp($0) },
        .trace,
      ],
      show: { $0.written }
    )
  }
}

extension Arrivals {
  fileprivate var written: String {
    switch self {
    case .poisson(let rate): return "{poisson: \(shown(rate.perSecond))/s}"
    case .regular(let rate): return "{regular: \(shown(rate.perSecond))/s}"
    case .bursts(let every, let size): return "{bursts: {every: \(shown(every)), size: \(size)}}"
    case .batches(let rate, let size):
      return "{batches: {rate: \(shown(rate.perSecond))/s, size: \(size)}}"
    case .mmpp(let states):
      let parts = states.map { "{rate: \(shown($0.rate.perSecond))/s, stay: \(shown($0.stay))}" }
      return "{mmpp: [\(parts.joined(separator: ", "))]}"
    case .trace(let rates, let step): return "\(rates.count) rates, one per \(shown(step))"
    }
  }

  /// Arrivals per second on average, before any shape.
  package var mean: Double {
    switch self {
    case .poisson(let rate), .regular(let rate): return rate.perSecond
    case .bursts(let every, let size): return Double(size) / every.inSeconds
    case .batches(let rate, let size): return rate.perSecond * Double(size)
    case .mmpp(let states):
      let span = states.reduce(0) { $0 + $1.stay.inSeconds }
      return states.reduce(0) { $0 + $1.rate.perSecond * $1.stay.inSeconds } / span
    case .trace(let rates, _): return rates.max() ?? 0
    }
  }
}

/// The keys of one map, as they are read.
private struct Batches: Sendable {
  var rate = Rate(perSecond: 1)
  var size = 1
}

/// `{file: a.csv, column: per_s}`.
private struct WrittenTrace: Sendable {
  var file = ""
  var column = ""
  var step: Duration = .seconds(1)
  var rates: [Double] = []
}

extension Way where Value == Arrivals {
  fileprivate static var trace: Way {
    let table = Table(
      "arrivals",
      initial: WrittenTrace(),
      [
        Key<WrittenTrace>(
          "file",
          .text,
          \.file,
          "a CSV file in the scenario's folder",
          isRequired: true
        ),
        Key("column", .text, \.column, "the column of the events per second", isRequired: true),
        Key("step", RunPlan.positive, \.step, "the span of a row"),
      ]
    )
    return Way(
      table: table,
      "from a file",
      reading: { written, whole, reading in
        guard let name = whole["file"],
          let csv = CSVTable.load(written.file, named: name, &reading),
          let cells = csv.column(written.column, named: whole["column"] ?? name, &reading)
        else { return nil }
        var rates: [Double] = []
        for (row, cell) in cells.enumerated() {
          let spelled = Quantity(cell)?.unit.isEmpty == true ? cell + "/s" : cell
          guard case .value(let rate) = parseRate(spelled) else {
            let place = "row \(row + 2) of `\(quoted(written.file))`"
            reading.refuse(name, "\(place) is no rate (found \(quoted(cell)))")
            return nil
          }
          rates.append(rate.perSecond)
        }
        if rates.isEmpty { reading.refuse(name, "`\(quoted(written.file))` has no rows") }
        return rates.isEmpty ? nil : .trace(rates: rates, step: written.step)
      }
    )
  }
}

extension Kind where Value == LoadShape {
  /// A factor on the arrival rate over time.
  static var shape: Kind {
    let diurnal = Table(
      "diurnal",
      initial: Diurnal(),
      [
        Key("peak-at", .timeOfDay, \.peakAt, "wall clock of the peak"),
        Key("trough", .share, \.trough, "of the peak, twelve hours later"),
      ]
    )
    let sine = Table(
      "sine",
      initial: Sine(),
      [
        Key("period", RunPlan.positive, \.period, "of one wave", isRequired: true),
        Key("amplitude", .share, \.amplitude, "above and below the mean", isRequired: true),
      ]
    )
    return choice(
      "shape",
      [
        Way("diurnal", .table(diurnal), "a wave of a day; the rate given is the peak") {
          .diurnal(peakAt: $0.peakAt, trough: $0.trough)
        },
        Way("sine", .table(sine), "any wave about the rate given") {
          .sine(period: $0.period, amplitude: $0.amplitude)
        },
        Way("ramp", .table(WrittenRamp.table), "a straight line from one factor to another") {
          .profile($0.profile)
        },
        Way("spike", .table(WrittenSpike.table), "a factor for a while") { .profile($0.profile) },
        Way("steps", .steps, "factors, each from its time on") { .profile($0) },
        Way("profile", .factors, "straight lines between factors") { .profile($0) },
      ],
      bare: .words([("constant", .constant)]),
      show: { $0.written }
    )
  }
}

extension LoadShape {
  fileprivate var written: String {
    switch self {
    case .constant: return "constant"
    case .diurnal(let peakAt, let trough):
      let time = Kind<Duration>.timeOfDay.show(peakAt) ?? shown(peakAt)
      return "{diurnal: {peak-at: \(time), trough: \(shown(trough * 100))%}}"
    case .sine(let period, let amplitude):
      return "{sine: {period: \(shown(period)), amplitude: \(shown(amplitude * 100))%}}"
    case .profile(let profile): return "{profile: \(Kind<Profile>.factors.show(profile) ?? "?")}"
    }
  }

  /// The largest factor.
  var largest: Double {
    switch self {
    case .constant, .diurnal: 1
    case .sine(_, let amplitude): 1 + amplitude
    case .profile(let profile): profile.maximum
    }
  }

  /// When it first changes; nothing when it never does.
  var firstChange: Duration? {
    switch self {
    case .constant: nil
    case .diurnal, .sine: .zero
    case .profile(let profile):
      zip(profile.points, profile.points.dropFirst())
        .first { $0.value != $1.value }.map(\.0.time)
    }
  }
}

private struct WrittenRamp: Sendable {
  var from = 1.0
  var to = 1.0
  var at = Duration.zero
  var over: Duration = .seconds(60)

  var profile: Profile {
    Profile([.init(time: at, value: from), .init(time: at + over, value: to)])
  }

  static let table = Table(
    "ramp",
    initial: WrittenRamp(),
    [
      Key("from", .multiple, \.from, "the factor before"),
      Key("to", .multiple, \.to, "the factor after", isRequired: true),
      Key("at", .duration, \.at, "when it begins"),
      Key("over", .duration, \.over, "how long it takes", isRequired: true),
    ]
  )
}

private struct WrittenSpike: Sendable {
  var at = Duration.zero
  var length: Duration = .seconds(60)
  var factor = 1.0
  var ramp = Duration.zero

  var profile: Profile {
    Profile([
      .init(time: at, value: 1), .init(time: at + ramp, value: factor),
      .init(time: at + max(length - ramp, ramp), value: factor),
      .init(time: at + max(length, ramp), value: 1),
    ])
  }

  static let table = Table(
    "spike",
    initial: WrittenSpike(),
    [
      Key("at", .duration, \.at, "when it begins", isRequired: true),
      Key("for", RunPlan.positive, \.length, "how long it lasts", isRequired: true),
      Key("to", .multiple, \.factor, "the factor meanwhile", isRequired: true),
      Key("ramp", .duration, \.ramp, "how long each end takes"),
    ]
  ) { spike, node, reading in
    if spike.ramp + spike.ramp > spike.length, let node = node["ramp"] {
      reading.refuse(node, "two ramps of \(shown(spike.ramp)) do not fit in \(shown(spike.length))")
    }
  }
}

extension Kind where Value == Profile {
  /// `[[0m, 100%], [5m, 200%]]`: each factor holds until the next.
  fileprivate static var steps: Kind {
    let lines = factors
    return Kind(
      "steps",
      schema: lines.schema,
      read: { node, current, reading in
        guard let profile = lines.read(node, current, &reading) else { return nil }
        var points: [Profile.Point] = []
        for point in profile.points {
          if let last = points.last { points.append(.init(time: point.time, value: last.value)) }
          points.append(point)
        }
        return Profile(points)
      },
      show: lines.show
    )
  }
}

extension Kind where Value == WrittenCampaign {
  /// A backlog that a fan-out tier releases.
  static var campaign: Kind {
    .table(
      Table(
        "campaign",
        initial: WrittenCampaign(),
        [
          Key("messages", .positiveCount, \.messages, "how many", isRequired: true),
          Key("at", .duration, \.at, "when it begins"),
          Key("by", .release, \.by, "how they are released"),
        ]
      )
    )
  }
}

extension Kind where Value == WrittenCampaign.Release {
  fileprivate static var release: Kind {
    let positiveRate = Kind<Rate>.rate.only("a rate above 0", where: { $0.perSecond > 0 })
    let shards = Table(
      "shards",
      initial: Shards(),
      [
        Key("count", .positiveCount, \.count, "loops side by side", isRequired: true),
        Key("each", positiveRate, \.each, "messages per time of one", isRequired: true),
      ]
    )
    return choice(
      "release",
      [
        Way("over", RunPlan.positive, "spread evenly") { .over($0) },
        Way("serial", positiveRate, "one loop") { .serial($0) },
        Way("shards", .table(shards), "loops side by side") {
          .shards(count: $0.count, each: $0.each)
        },
        Way("topic", Kind<String>.name(of: .provider), "the provider fans out by itself") {
          .topic($0)
        },
      ],
      bare: .words([("at-once", .atOnce)]),
      show: { release in
        switch release {
        case .over(let span): return "{over: \(shown(span))}"
        case .serial(let rate): return "{serial: \(shown(rate.perSecond))/s}"
        case .shards(let count, let each):
          return "{shards: {count: \(count), each: \(shown(each.perSecond))/s}}"
        case .topic(let name): return "{topic: \(name)}"
        case .atOnce: return "at-once"
        }
      }
    )
  }
}

/// The keys of one map, as they are read.
private struct Bursts: Sendable {
  var every: Duration = .seconds(1)
  var size = 1
}

/// The keys of one map, as they are read.
private struct Diurnal: Sendable {
  var peakAt: Duration = .seconds(9 * 3_600)
  var trough = 0.2
}

/// The keys of one map, as they are read.
private struct Sine: Sendable {
  var period: Duration = .seconds(60)
  var amplitude = 0.5
}

/// The keys of one map, as they are read.
private struct Shards: Sendable {
  var count = 1
  var each = Rate.zero
}
