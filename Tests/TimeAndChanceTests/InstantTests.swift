import Testing
import TimeAndChance

@Suite
struct InstantTests {
  @Test(
    arguments: [
      (.distantFuture, 1_000_000_000, .max), (.zero, 3_000_000, 3_000_000),
      (Instant(nanoseconds: .min), -1, .min), (.distantFuture, -1, .max - 1),
      (Instant(nanoseconds: -5), .max, .max - 5), (Instant(nanoseconds: .max - 3), 3, .max),
    ] as [(Instant, Int64, Int64)]
  )
  func arithmeticSaturates(start: Instant, span: Int64, end: Int64) {
    #expect(start.advanced(byNanoseconds: span).nanoseconds == end)
    #expect(start.advanced(by: .nanoseconds(span)).nanoseconds == end)
  }

  @Test(
    arguments: [
      (5, 0, -5), (0, 5, 5), (.min, .max, .max), (.min, 0, .max), (.max, .min, .min),
    ] as [(Int64, Int64, Int64)]
  )
  func spansBetweenInstantsSaturate(from: Int64, to: Int64, span: Int64) {
    let (start, end) = (Instant(nanoseconds: from), Instant(nanoseconds: to))
    #expect(start.nanoseconds(to: end) == span)
    #expect(start.duration(to: end) == .nanoseconds(span))
  }

  @Test
  func instantsAreOrderedByTime() {
    let instants = [Instant.distantFuture, .zero, Instant(nanoseconds: -1)]
    #expect(instants.sorted() == [Instant(nanoseconds: -1), .zero, .distantFuture])
  }
}
