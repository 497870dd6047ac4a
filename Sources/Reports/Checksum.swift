/// A checksum of 64 bits (FNV-1a): about a nanosecond a byte, against accidents and not against
/// people.
package enum Checksum {
  package static func of(_ bytes: [UInt8]) -> UInt64 {
    var sum: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return sum
  }

  /// The same of a file; nothing when it cannot be read.
  package static func ofFile(_ path: String) -> UInt64? {
    (try? FileSystem.read(path)).map(of)
  }
}
