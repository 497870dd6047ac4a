import Testing

@testable import Scenarios

@Suite
struct DistributionSyntaxTests {
  @Test
  func writesItselfAsItIsRead() {
    let shape = DistributionSyntax.Shape.erlang(mean: .milliseconds(50), stages: 3)
    let syntax = DistributionSyntax(shape, shift: .milliseconds(1), atMost: .seconds(2))
    #expect(syntax.written == "{erlang: {mean: 50ms, stages: 3}, shift: 1ms, at-most: 2s}")
    let (value, messages) = reading(.distribution, syntax.written)
    #expect(value == syntax)
    #expect(messages.isEmpty)
  }

  @Test
  func quantilesRise() {
    let statements = LognormalStatements(median: .seconds(1), p99: .seconds(3))
    #expect(statements.quantiles.map(\.level) == [0.5, 0.99])
  }
}
