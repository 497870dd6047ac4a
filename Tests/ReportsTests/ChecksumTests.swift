import Testing

@testable import Reports

@Suite
struct ChecksumTests {
  @Test(arguments: [
    ("", 0xcbf2_9ce4_8422_2325 as UInt64), ("a", 0xaf63_dc4c_8601_ec8c),
    ("foobar", 0x8594_4171_f739_67e8),
  ])
  func theReferenceValuesComeOut(_ text: String, _ sum: UInt64) {
    #expect(Checksum.of(Array(text.utf8)) == sum)
  }

  @Test
  func aFileThatCannotBeReadHasNone() {
    #expect(Checksum.ofFile("/nowhere") == nil)
    #expect(Checksum.ofFile("/proc/self/exe") == Checksum.ofFile("/proc/self/exe"))
  }
}
