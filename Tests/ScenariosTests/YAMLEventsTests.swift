import Testing

@testable import Scenarios

@Suite
struct YAMLEventsTests {
  @Test
  func eventsComeWithTheirMarks() throws {
    var events = YAMLEvents(Array("a: 'b'\n".utf8)[...])
    var scalars: [String] = []
    reading: while true {
      let event = try events.next()
      switch event.kind {
      case .scalar(let text, let isPlain, nil, nil):
        scalars.append("\(event.start.line):\(event.start.column) \(text) \(isPlain)")
      case .streamEnd: break reading
      default: continue
      }
    }
    #expect(scalars == ["0:0 a true", "0:3 b false"])
  }

  @Test
  func faultsSayWhere() {
    var events = YAMLEvents(Array("a: [1\n".utf8)[...])
    #expect(throws: YAMLFault.self) {
      for _ in 0..<20 { _ = try events.next() }
    }
  }
}
