internal import TimeAndChance

extension RunPlan {
  static let positive = Kind<Duration>.duration.only("a duration above 0", where: { $0 > .zero })

  /// The keys of `run:`.
  static let table = Table(
    "run",
    initial: RunPlan(),
    [
      Key("duration", positive, \.duration, "arrivals and scripted faults stop here"),
      Key(
        "settle",
        .duration,
        \.settle,
        "the world goes on until it is empty, or for this long"
      ),
      Key(
        "warm-up",
        .warmUp,
        \.warmUp,
        "what is not measured; auto is MSER-5 before the first fault, at most half of that"
      ),
      Key(
        "replications",
        .replications,
        \.replications,
        "how many runs with other random numbers; auto is as many as the precision needs"
      ),
      Key("at-most", .positiveCount, \.atMost, "the most replications that auto makes"),
      Key(
        "precision",
        .fraction.only("a share above 0", where: { $0 > .none }),
        \.precision,
        "half-width of the 95 % interval of what is asked; 5 points for a probability"
      ),
      Key("seed", .count, \.seed, "the number from which every draw follows"),
      Key("interval", positive, \.interval, "width of a row of the timeline"),
      Key("starts", .timeOfDay, \.starts, "wall clock at the beginning, as in 08:55"),
      Key(
        "thin",
        .positiveCount,
        \.thin,
        "100 is a hundredth of the fleet, the load and every limit"
      ),
      Key(
        "collapse",
        .line,
        \.collapse,
        "a line of `expect:` that says what collapse means here"
      ),
    ]
  ) { run, node, reading in
    if case .fixed(let warmUp) = run.warmUp, warmUp >= run.duration, let node = node["warm-up"] {
      reading.refuse(
        node,
        "`warm-up` is \(shown(warmUp)), but the run lasts \(shown(run.duration)): nothing is left to measure"
      )
    }
  }
}

extension Kind where Value == Node? {
  /// A line kept as it is, to be read when the names it may use are known.
  static var line: Kind {
    Kind(
      "line of the grammar of `expect:`",
      schema: .text(pattern: nil),
      read: { node, _, _ in .some(node) },
      show: { $0?.text }
    )
  }
}

extension Kind where Value == RunPlan.WarmUp {
  static var warmUp: Kind {
    Kind<Duration>.duration.or("auto").map(
      { $0.map { .fixed($0) } ?? .auto },
      back: { if case .fixed(let value) = $0 { value } else { nil } }
    )
  }
}

extension Kind where Value == RunPlan.Replications {
  static var replications: Kind {
    Kind<Int>.positiveCount.or("auto").map(
      { $0.map { .fixed($0) } ?? .auto },
      back: { if case .fixed(let value) = $0 { value } else { nil } }
    )
  }
}

extension Kind where Value == Duration {
  /// `08:55`, or hours as in `9h`; since midnight.
  static var timeOfDay: Kind {
    scalar(
      "time of day",
      "a time of day, as in 08:55",
      schema: .text(pattern: "^([0-9]{1,2}:[0-9]{2}(:[0-9]{2})?|[0-9.]+h)$"),
      parse: { text, _, _ in
        if case .value(let span) = parseDuration(text), span < .seconds(86_400) {
          return .value(span)
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2 || parts.count == 3, let hour = parts[0], let minute = parts[1],
          let second = parts.count == 3 ? parts[2] : 0,
          (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
        else { return .unlike }
        return .value(.seconds((hour * 60 + minute) * 60 + second))
      },
      show: { time in
        let minutes = time.components.seconds / 60
        let (hour, minute) = (minutes / 60, minutes % 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
      }
    )
  }
}
