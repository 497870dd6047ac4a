internal import GatewayCore
internal import Policies
internal import TimeAndChance

extension PressureLadder.Configuration {
  static let table = Table(
    "pressure",
    initial: PressureLadder.Configuration(),
    [
      Key("signals", .table(signals), get: { $0 }, set: { $0 = $1 }, "what means pressure"),
      Key("sample", .fraction, \.sampled, "share of the results that is looked at"),
      Key("delay", .duration, \.delay, "how long a signal takes to arrive"),
      Key(
        "ladder",
        Kind<[PressureLadder.Rung]>.list(of: .rung, atLeast: 1),
        \.ladder,
        "measures, the first one first"
      ),
      Key("dwell", .duration, \.dwell, "the least time between two steps"),
      Key("interval", RunPlan.positive, \.interval, "how often the signals are looked at"),
      Key("window", RunPlan.positive, \.window, "the span over which results are judged"),
      Key("minimum", .positiveCount, \.minimumResults, "results that a rate needs"),
      Key("dry-run", .flag, \.isDryRun, "reports each step, and does nothing"),
    ]
  ) { ladder, node, reading in
    let hasSignal =
      ladder.latency != nil || ladder.errorRate != nil || ladder.throttledRate != nil
      || ladder.load != nil || ladder.queue != nil || ladder.cpu != nil
    if !hasSignal { reading.refuse(node.opening, "pressure needs `signals`, as in {queue: 10k}") }
  }

  private static let signals = Table(
    "signals",
    initial: PressureLadder.Configuration(),
    [
      Key("p95", Kind<PressureLadder.LatencySignal>.latency.orOff(), \.latency, "round trips"),
      Key("error-rate", .signal(.share), \.errorRate, "failures per result"),
      Key("throttled-rate", .signal(.share), \.throttledRate, "refusals with 429 per result"),
      Key("load-header", .signal(.number), \.load, "what the provider says of itself; 1 is full"),
      Key("queue", .signal(.wholeNumber), \.queue, "messages that wait"),
      Key("cpu", .signal(.share), \.cpu, "busy share of our processors"),
    ]
  )
}

extension Kind where Value == Double {
  /// A count, kept as a number.
  fileprivate static var wholeNumber: Kind {
    Kind<Int>.count.map({ Double($0) }, back: { Int($0) })
  }
}

extension Kind where Value == PressureLadder.Signal? {
  /// `70%`, or `{above: 5%, for: 2m, until: 3%}`, or `off`.
  fileprivate static func signal(_ level: Kind<Double>) -> Kind {
    let table = Table(
      "signal",
      initial: WrittenSignal(),
      [
        Key("above", level.optional(), \.above, "pressure is more than this", isRequired: true),
        Key("for", .duration, \.lasting, "for this long"),
        Key("until", level.optional(), \.until, "it ends at this; at 80 % of `above` otherwise"),
      ]
    )
    return Kind<PressureLadder.Signal>(
      "signal",
      schema: .any([level.schema, table.schema]),
      read: { node, _, reading in
        guard node.entries != nil else {
          return level.read(node, nil, &reading).map { PressureLadder.Signal(above: $0) }
        }
        guard let written = table.read(node, into: table.initial, &reading),
          let above = written.above
        else { return nil }
        return PressureLadder.Signal(above: above, for: written.lasting, until: written.until)
      },
      show: { "above \(level.show($0.above) ?? "?") for \(shown($0.lasting))" }
    ).orOff()
  }
}

extension Kind where Value == PressureLadder.LatencySignal {
  /// `500ms`, or `{above: 500ms, for: 30s, until: 300ms}`.
  fileprivate static var latency: Kind {
    let table = Table(
      "signal",
      initial: WrittenLatency(),
      [
        Key(
          "above",
          RunPlan.positive.optional(),
          \.above,
          "pressure is more than this",
          isRequired: true
        ),
        Key("for", .duration, \.lasting, "for this long"),
        Key(
          "until",
          RunPlan.positive.optional(),
          \.until,
          "it ends at this; at 60 % of `above` otherwise"
        ),
      ]
    ) { signal, node, reading in
      if let until = signal.until, let above = signal.above, until > above, let node = node["until"]
      {
        reading.refuse(node, "`until` is at most `above` (found \(node.described))")
      }
    }
    return Kind(
      "signal",
      unit: "s",
      schema: .any([RunPlan.positive.schema, table.schema]),
      read: { node, _, reading in
        guard node.entries != nil else {
          return RunPlan.positive.read(node, nil, &reading).map { Value(above: $0) }
        }
        guard let written = table.read(node, into: table.initial, &reading),
          let above = written.above
        else { return nil }
        return Value(above: above, for: written.lasting, until: written.until)
      },
      show: { "above \(shown($0.above)) for \(shown($0.lasting)), until \(shown($0.until))" }
    )
  }
}

extension Kind where Value == PressureLadder.Rung {
  /// `{throttle: 20ms}`, `{shed: p3}` or `open`.
  fileprivate static var rung: Kind {
    choice(
      "measure",
      [
        Way("throttle", RunPlan.positive, "each message waits about this long") { .delay($0) },
        Way("shed", Kind<UInt8>.priority, "messages of this priority and less are shed") {
          .shed(from: $0)
        },
      ],
      bare: .words([("open", .open)]),
      show: { rung in
        switch rung {
        case .delay(let span): return "{throttle: \(shown(span))}"
        case .shed(let priority): return "{shed: p\(priority)}"
        case .open: return "open"
        }
      }
    )
  }
}

/// The keys of one map, as they are read.
private struct WrittenSignal: Sendable {
  var above: Double?
  var lasting = Duration.zero
  var until: Double?
}

/// The keys of one map, as they are read.
private struct WrittenLatency: Sendable {
  var above: Duration?
  var lasting = Duration.zero
  var until: Duration?
}
