import Testing
import TimeAndChance

@testable import Reports

@Suite
struct BinaryEncoderTests {
  struct Sample: Codable, Equatable {
    enum Kind: String, Codable { case first, second }

    struct Part: Codable, Equatable {
      var counts: [UInt64]
      var name: String
      var share: Double?
    }

    var whole: Int
    var small: Int32
    var flag: Bool
    var levels: [Double]
    var kind: Kind
    var parts: [Part]
    var nothing: Int?
    var nested: [[Int64]]
  }

  static func sample(_ chance: inout RandomStream) -> Sample {
    func part() -> Sample.Part {
      Sample.Part(
        counts: (0..<chance.below(5)).map { _ in chance.next() },
        name: String(repeating: "ä", count: Int(chance.below(4))),
        share: chance.below(2) == 0 ? nil : chance.uniform(from: -1, to: 1)
      )
    }
    return Sample(
      whole: Int(truncatingIfNeeded: chance.next()),
      small: Int32(truncatingIfNeeded: chance.next()),
      flag: chance.below(2) == 0,
      levels: [0, -0.0, .infinity, 1, chance.uniform(from: 0, to: 1)],
      kind: chance.below(2) == 0 ? .first : .second,
      parts: (0..<chance.below(300)).map { _ in part() },
      nothing: chance.below(2) == 0 ? nil : .min,
      nested: [[], [.min, .max, 0, -1, 1]]
    )
  }

  @Test
  func whatIsWrittenIsReadBack() throws {
    var chance = RandomStream(Seed(5), "samples")
    for _ in 0..<200 {
      let sample = Self.sample(&chance)
      let bytes = try BinaryForm.bytes(of: sample)
      let back = try BinaryForm.value(Sample.self, of: bytes)
      #expect(back == sample && back.levels[1].sign == .minus)
    }
  }

  @Test
  func smallNumbersTakeFewBytes() throws {
    #expect(try BinaryForm.bytes(of: [Int](repeating: 3, count: 100)).count == 101)
    #expect(try BinaryForm.bytes(of: [1.0, 2, 3]).count < 12)
  }

  @Test(arguments: [[], [nil], [true, nil, false], [nil, nil, true]] as [[Bool?]])
  func aListOfOptionalsIsReadBack(list: [Bool?]) throws {
    let bytes = try BinaryForm.bytes(of: [list, list])
    #expect(try BinaryForm.value([[Bool?]].self, of: bytes) == [list, list])
  }

  @Test
  func nothingAloneIsRefusedAndNotWrittenWrong() {
    #expect(throws: EncodingError.self) { try BinaryForm.bytes(of: Int?.none) }
  }
}
