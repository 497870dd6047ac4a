import Testing
import TimeAndChance

@Suite
struct InstantTests {
  @Test
  func arithmeticSaturates() {
    #expect(Instant.distantFuture.advanced(by: .seconds(1)) == .distantFuture)
    #expect(Instant.zero.advanced(by: .milliseconds(3)).nanoseconds == 3_000_000)
    #expect(Instant(nanoseconds: 5).duration(to: .zero) == .nanoseconds(-5))
  }
}
