import Testing

@Suite
struct LengthsTests {
  private let text = """
    struct A {
      init() {
        x = 1
      }
      func short() { 1 }
      protocol P {
        func none()
        func alsoNone() -> Int
      }
      private static func long<T>(
        _ t: T = { 1 }()
      ) -> Int {
        if t { "}" }
        // }
        return self.init(1)
      }
    }

    """

  @Test
  func functionsAreMeasuredFromNameToBrace() {
    let found = functionLengths([SourceText(path: "A.swift", text: text)])
    #expect(found.map(\.name) == ["long", "init", "short"])
    #expect(found.map(\.lines) == [7, 3, 1])
    #expect(found.map(\.line) == [10, 2, 5])
  }

  @Test
  func filesAreMeasuredInLines() {
    let files = [SourceText(path: "B.swift", text: "a\n"), SourceText(path: "A.swift", text: text)]
    #expect(fileLengths(files).map(\.lines) == [17, 1])
  }
}
