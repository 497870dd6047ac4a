import Reports

/// What tells this build of the program from others: a hash of its own bytes, taken once.
///
/// Kept trials are found by it, so no change of the program can ever bring an old number back.
enum ProgramHash {
  static let text: String? = Checksum.ofFile("/proc/self/exe").map {
    Version.number + " " + String($0, radix: 16)
  }
}
