import GatewayCore
import Policies
import TestKit
import Testing
import TimeAndChance

/// The example of the README, in a gateway small enough to read.
private struct SmallGateway {
  struct Wire {
    var written: [(message: Int, lease: StreamPool.Lease, limit: Instant)] = []

    mutating func write(_ message: Int, on lease: StreamPool.Lease, until limit: Instant) {
      written.append((message, lease, limit))
    }
  }

  var rig: Rig
  var wire = Wire()
  var messages: [Delivery] = []
  var waiting: [Int] = []
  var timers: [(time: Instant, message: Int)] = []
  var topic: [(time: Instant, message: Int)] = []
  var endings: [Ending] = []

  mutating func accept(priority: UInt8) {
    messages.append(rig.message(priority: priority))
    let message = messages.count - 1
    perform(rig.offer(&messages[message]), message)
  }

  mutating func hear(_ answer: Answer, for message: Int) {
    perform(rig.answer(&messages[message], answer), message)
    while let next = waiting.first, rig.machine.hasRoom(towards: messages[next].lane) {
      waiting.removeFirst()
      perform(rig.offer(&messages[next], isNew: false), next)
    }
  }

  mutating func perform(_ step: Step, _ message: Int) {
    switch step {
    case .send(let limit): wire.write(message, on: messages[message].lease, until: limit)
    case .wait: waiting.append(message)
    case .delay(let time), .retry(let time): timers.append((time, message))
    case .park(let time): topic.append((time, message))
    case .end(let ending): endings.append(ending)
    }
  }
}

@Suite
struct ReadmeTests {
  @Test
  func theExampleDrivesTheMachine() {
    var gateway = SmallGateway(rig: Rig(.plain, limits: .init(perConnection: 2)))
    for priority in UInt8(0)..<3 { gateway.accept(priority: priority) }
    #expect(gateway.wire.written.map(\.message) == [0, 1] && gateway.waiting == [2])
    gateway.hear(.accepted, for: 0)
    #expect(gateway.wire.written.map(\.message) == [0, 1, 2] && gateway.waiting.isEmpty)
    gateway.hear(Answer(status: 500), for: 1)
    gateway.hear(Answer(status: 507), for: 2)
    #expect(gateway.timers.map(\.message) == [1] && gateway.topic.map(\.message) == [2])
    #expect(gateway.endings == [.accepted] && gateway.rig.machine.ledger.addsUp)
  }

  /// What the README shows is what is compiled above.
  @Test
  func theReadmeShowsThisExample() throws {
    let readme = try #require(Repository.text(at: "Sources/GatewayCore/README.md"))
    let own = try #require(Repository.text(at: "Tests/GatewayCoreTests/ReadmeTests.swift"))
    let block = readme.split(separator: "```swift\n")[1].prefix { $0 != "`" }
    let example = block.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    #expect(example.count > 300 && own.contains(example))
  }
}
