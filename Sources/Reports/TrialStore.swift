internal import Glibc

/// Finished trials on the disk, so that a study that was killed goes on where it was.
///
/// A trial is found by the hash of everything that determines it: the study (scenario text, overrides,
/// the program itself) and the trial's own key. So nothing can be out of date, and a study that is
/// started again gives the same bytes. Each file carries its own checksum; one that a crash left in
/// pieces is computed again. A store that cannot be read or written only costs time, never the study.
package struct TrialStore: Sendable {
  private let folder: String
  private let study: String

  /// Opens the store, and makes room if it has grown beyond `most` trials.
  ///
  /// - Parameters:
  ///   - folder: Where it lies; created when the first trial is kept.
  ///   - study: Everything that determines the trials beside their key.
  ///   - most: How many trials may stay; beyond it a quarter goes, picked by their hashes.
  package init(folder: String, study: String, most: Int = 100_000) {
    precondition(most > 0, "a store without room keeps nothing, found \(most)")
    self.folder = folder
    self.study = SHA256(study).hex
    let names = self.names
    guard names.count > most else { return }
    for name in names.dropFirst(most * 3 / 4) { FileSystem.remove("\(folder)/\(name)") }
  }

  /// Returns the kept samples of a trial, or computes and keeps them.
  ///
  /// - Parameters:
  ///   - key: What tells the trial from the study's others ("size=120 case=2 replication=3 seed=7").
  ///   - compute: Runs the trial; `nil` when it gave up, which is not kept.
  /// - Returns: The samples.
  package func samples(of key: String, or compute: () -> [Double?]?) -> [Double?]? {
    let name = SHA256(study + "\u{0}" + key).hex + Self.ending
    let path = "\(folder)/\(name)"
    if let bytes = try? FileSystem.read(path), let samples = Self.decoded(bytes) { return samples }
    guard let samples = compute() else { return nil }
    let temporary = "\(folder)/.\(name).\(getpid())"
    do {
      try FileSystem.makeFolders(folder)
      try FileSystem.write(Self.encoded(samples), to: temporary, synced: false)
      try FileSystem.rename(temporary, to: path)
    } catch {
      FileSystem.remove(temporary)
    }
    return samples
  }

  /// Forgets every trial of every study in the folder; other files stay.
  package func clean() {
    for name in names { FileSystem.remove("\(folder)/\(name)") }
  }

  /// How many trials are kept.
  package var count: Int { names.count }

  private static let ending = ".trial"

  private var names: [String] {
    ((try? FileSystem.names(in: folder)) ?? []).filter { $0.hasSuffix(Self.ending) }
  }

  /// For each sample a byte that says whether there is one and its eight bytes, then the checksum.
  static func encoded(_ samples: [Double?]) -> [UInt8] {
    var bytes: [UInt8] = []
    for sample in samples {
      bytes.append(sample == nil ? 0 : 1)
      let bits = (sample ?? 0).bitPattern
      for shift in stride(from: 0, to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
      }
    }
    return bytes + SHA256(bytes).bytes
  }

  /// The samples, or nothing when a byte is not as it was written.
  static func decoded(_ bytes: [UInt8]) -> [Double?]? {
    guard bytes.count >= 32, (bytes.count - 32) % 9 == 0 else { return nil }
    let content = bytes.dropLast(32)
    guard SHA256(content).bytes == Array(bytes.suffix(32)) else { return nil }
    return stride(from: 0, to: content.count, by: 9).map { start in
      guard content[start] == 1 else { return nil }
      var bits: UInt64 = 0
      for offset in (1...8).reversed() { bits = bits << 8 | UInt64(content[start + offset]) }
      return Double(bitPattern: bits)
    }
  }
}
