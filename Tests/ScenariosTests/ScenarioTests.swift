import GatewayModel
import TestKit
import Testing

@testable import Scenarios

@Suite
struct ScenarioTests {
  static func load(
    _ text: String,
    overrides: [String] = [],
    isQuick: Bool = false
  ) throws(ScenarioErrors) -> Scenario {
    try Scenario.load(
      Array(text.utf8),
      path: "x.yaml",
      overrides: overrides,
      isQuick: isQuick
    )
  }

  static func errors(_ text: String, overrides: [String] = []) -> String {
    do throws(ScenarioErrors) {
      _ = try load(text, overrides: overrides)
      return ""
    } catch {
      return error.rendered
    }
  }

  static func messages(_ text: String, overrides: [String] = []) -> [String] {
    do throws(ScenarioErrors) {
      _ = try load(text, overrides: overrides)
      return []
    } catch {
      return error.diagnostics.filter { $0.severity == .error }.map {
        "\($0.span.start.line):\($0.span.start.column) \($0.message)"
      }
    }
  }

  static let smallest = """
    spillway: 1
    load: {alerts: {to: fcm, arrivals: {poisson: 5k/s}}}
    fleet: {servers: 2}
    """

  @Test
  func theSmallestOneIsWhole() throws {
    let scenario = try Self.load(Self.smallest)
    let world = scenario.world
    #expect(world.providers.map(\.name) == ["fcm"])
    #expect(world.fleet.servers == 2)
    #expect(world.duration == .seconds(600))
    // 5000/s x 74.6 ms x 3 / 2 servers / 100 streams, rounded up.
    #expect(world.fleet.server.connections.map(\.maximum) == [6])
    let roundTrip = scenario.assumptions.first { $0.path == "providers.fcm.round-trip" }
    #expect(roundTrip?.source == "preset fcm")
    #expect(roundTrip?.note == "assumption: no published figure")
  }

  @Test
  func theWholeShape() throws {
    let text = try #require(Repository.text(at: "Tests/Golden/Scenarios/whole.yaml"))
    let messages = Self.messages(text)
    #expect(messages == [])
  }
}
