import Testing

@testable import Scenarios

@Suite
struct MergeTests {
  static let shape = Schema.map([
    property(
      "policy",
      .any([
        .text(pattern: nil),
        .map([
          property("like", .text(pattern: nil)),
          property("breaker", .map([property("rate", .number), property("window", window)])),
        ]),
      ])
    ),
    property(
      "faults",
      .list(
        .map([
          property("name", .text(pattern: nil)),
          property("at", .text(pattern: nil)),
          property(
            "answers",
            .dictionary(
              .any([
                .text(pattern: nil),
                .map([
                  property("share", .text(pattern: nil)), property("takes", .text(pattern: nil)),
                ]),
              ])
            )
          ),
        ])
      )
    ),
    property(
      "trip",
      .choice([
        Schema.Way("constant", .text(pattern: nil)),
        Schema.Way("lognormal", .dictionary(.text(pattern: nil))),
      ])
    ),
    property("list", .list(.number)),
  ])
  static let window = Schema.choice([
    Schema.Way("time", .text(pattern: nil), besides: ["buckets"]),
    Schema.Way("count", .number),
  ])

  static func property(_ name: String, _ schema: Schema) -> Schema.Property {
    Schema.Property(
      name: name,
      kind: "",
      meaning: "",
      standard: nil,
      isRequired: false,
      schema: schema
    )
  }

  @Test(arguments: [
    ("{a: 1, b: {c: 2, d: 3}}", "{b: {c: 5}}", "{a: 1, b: {c: 5, d: 3}}"),
    ("{a: 1}", "{b: 2}", "{a: 1, b: 2}"),
    ("{a: 1, b: 2}", "{a: null}", "{b: 2}"),
    ("{a: 1}", "{c: null}", "{a: 1}"),
    ("{list: [1, 2]}", "{list: [3]}", "{list: [3]}"),
    ("{a: {b: 1}}", "{a: 5}", "{a: 5}"),
    ("{trip: {constant: 5}}", "{trip: {lognormal: {p50: 1}}}", "{trip: {lognormal: {p50: 1}}}"),
    (
      "{trip: {lognormal: {p50: 1, p99: 3}}}", "{trip: {lognormal: {p50: 2}}}",
      "{trip: {lognormal: {p50: 2}}}"
    ),
    ("{policy: {breaker: {rate: 1}}}", "{policy: {like: x}}", "{policy: {like: x}}"),
    (
      "{policy: naive}", "{policy: {breaker: {rate: 1}}}",
      "{policy: {like: naive, breaker: {rate: 1}}}"
    ),
    (
      "{policy: {breaker: {rate: 1, window: {time: 10}}}}",
      "{policy: {breaker: {window: {count: 5}}}}",
      "{policy: {breaker: {rate: 1, window: {count: 5}}}}"
    ),
    (
      "{faults: [{name: x, at: 1}, {at: 2}]}", "{faults: {x: {at: 5}, fault 2: null}}",
      "{faults: [{name: x, at: 5}]}"
    ),
    (
      "{faults: [{name: x, answers: {503: 40}}]}", "{faults: {x: {answers: {503: {takes: 1}}}}}",
      "{faults: [{name: x, answers: {503: {share: 40, takes: 1}}}]}"
    ),
    ("{a: {b: 1}}", "{a: {x: null, y: 2}}", "{a: {b: 1, y: 2}}"),
    ("{}", "{a: {x: null, y: 2}}", "{a: {y: 2}}"),
  ])
  func merges(base: String, change: String, result: String) throws {
    let base = try #require(Written(base).root)
    let change = try #require(Written(change).root)
    #expect(Merge.merged(base, change, shapes: [Self.shape]).flow == result)
  }
}

extension Node {
  /// The tree in flow style, without places.
  var flow: String {
    switch kind {
    case .scalar(let text, _): text
    case .sequence(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", ") + "}"
    }
  }
}
