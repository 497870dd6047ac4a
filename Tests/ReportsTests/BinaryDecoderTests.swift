import Testing
import TimeAndChance

@testable import Reports

@Suite
struct BinaryDecoderTests {
  @Test
  func damageIsAnErrorAndNeverACrash() throws {
    var chance = RandomStream(Seed(6), "damage")
    let bytes = try BinaryForm.bytes(of: BinaryEncoderTests.sample(&chance))
    for _ in 0..<2_000 {
      var damaged = bytes
      damaged[Int(chance.below(UInt64(bytes.count)))] ^= UInt8(1 << chance.below(8))
      // Some damage is a value like any other: a checksum is there for that.
      _ = try? BinaryForm.value(BinaryEncoderTests.Sample.self, of: damaged)
      let cut = Array(bytes.prefix(Int(chance.below(UInt64(bytes.count)))))
      #expect(throws: DecodingError.self) {
        try BinaryForm.value(BinaryEncoderTests.Sample.self, of: cut)
      }
    }
  }

  @Test
  func whatIsLeftOverIsAnError() throws {
    let bytes = try BinaryForm.bytes(of: 7)
    #expect(try BinaryForm.value(Int.self, of: bytes) == 7)
    #expect(throws: DecodingError.self) { try BinaryForm.value(Int.self, of: bytes + [0]) }
  }
}
