import Commands
import Testing

@Suite
struct EnvironmentTests {
  @Test
  func emptyCountsAsNotSet() {
    let environment = Environment(["NO_COLOR": "", "TERM": "xterm"])
    #expect(environment["NO_COLOR"] == nil && environment["TERM"] == "xterm")
    #expect(environment["COLUMNS"] == nil)
  }
}
