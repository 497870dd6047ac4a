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

  /// Opens the store, and makes room if it has grown beyond its bounds.
  ///
  /// - Parameters:
  ///   - folder: Where it lies; created when the first trial is kept.
  ///   - study: Everything that determines the trials beside their key.
  ///   - most: How many trials of a few numbers may stay; beyond it a quarter goes, picked by their
  ///     hashes.
  ///   - mostBytes: How much whole runs may take; beyond it the oldest quarter goes.
  package init(
    folder: String,
    study: String,
    most: Int = 100_000,
    mostBytes: Int = 2 << 30
  ) {
    precondition(most > 0, "a store without room keeps nothing, found \(most)")
    self.folder = folder
    self.study = SHA256(study).hex
    let names = self.names
    let small = names.filter { $0.hasSuffix(Self.ending) }
    if small.count > most {
      for name in small.dropFirst(most * 3 / 4) { FileSystem.remove("\(folder)/\(name)") }
    }
    makeRoom(among: names.filter { $0.hasSuffix(Self.wholeEnding) }, mostBytes)
  }

  private func makeRoom(among names: [String], _ mostBytes: Int) {
    let files = names.compactMap { name in
      FileSystem.facts("\(folder)/\(name)").map { (name: name, size: $0.size, age: $0.modified) }
    }
    var bytes = files.reduce(0) { $0 + $1.size }
    guard bytes > mostBytes else { return }
    for file in files.sorted(by: { ($0.age, $0.name) < ($1.age, $1.name) }) {
      guard bytes > mostBytes / 4 * 3 else { return }
      FileSystem.remove("\(folder)/\(file.name)")
      bytes -= file.size
    }
  }

  /// Returns the kept samples of a trial, or computes and keeps them.
  ///
  /// - Parameters:
  ///   - key: What tells the trial from the study's others ("size=120 case=2 replication=3 seed=7").
  ///   - compute: Runs the trial; `nil` when it gave up, which is not kept.
  /// - Returns: The samples.
  package func samples(of key: String, or compute: () -> [Double?]?) -> [Double?]? {
    let name = SHA256(study + "\u{0}" + key).hex + Self.ending
    if let bytes = try? FileSystem.read("\(folder)/\(name)"), let samples = Self.decoded(bytes) {
      return samples
    }
    guard let samples = compute() else { return nil }
    keep(Self.encoded(samples), as: name)
    return samples
  }

  /// Returns the whole of a kept trial, or computes and keeps it.
  ///
  /// - Parameters:
  ///   - key: What tells the trial from the study's others.
  ///   - compute: Runs the trial; `nil` when it gave up, which is not kept.
  /// - Returns: What it measured, and whether it was found and not run.
  package func whole<Value: Codable>(
    of key: String,
    or compute: () -> Value?
  ) -> (value: Value, isKept: Bool)? {
    let name = SHA256(study + "\u{0}" + key).hex + Self.wholeEnding
    if let bytes = try? FileSystem.read("\(folder)/\(name)"),
      let content = Self.unsealed(bytes),
      let value = try? BinaryForm.value(Value.self, of: content)
    {
      return (value, true)
    }
    guard let value = compute() else { return nil }
    if let bytes = try? BinaryForm.bytes(of: value) { keep(Self.sealed(bytes), as: name) }
    return (value, false)
  }

  /// Writes a file beside and renames it, so that it is there as a whole or not at all.
  private func keep(_ bytes: [UInt8], as name: String) {
    let temporary = "\(folder)/.\(name).\(getpid())"
    do {
      try FileSystem.makeFolders(folder)
      try FileSystem.write(bytes, to: temporary, synced: false)
      try FileSystem.rename(temporary, to: "\(folder)/\(name)")
    } catch {
      FileSystem.remove(temporary)
    }
  }

  /// Forgets every trial of every study in the folder; other files stay.
  ///
  /// What a killed program was about to write goes too.
  package func clean() {
    let unfinished = everything.filter {
      $0.hasPrefix(".") && ($0.contains(Self.ending + ".") || $0.contains(Self.wholeEnding + "."))
    }
    for name in names + unfinished { FileSystem.remove("\(folder)/\(name)") }
  }

  /// How much the kept trials take.
  package var bytes: Int {
    names.reduce(0) { $0 + (FileSystem.facts("\(folder)/\($1)")?.size ?? 0) }
  }

  /// How many trials are kept.
  package var count: Int { names.count }

  private static let ending = ".trial"
  private static let wholeEnding = ".run"

  private var everything: [String] { (try? FileSystem.names(in: folder)) ?? [] }

  private var names: [String] {
    everything.filter { $0.hasSuffix(Self.ending) || $0.hasSuffix(Self.wholeEnding) }
  }

  /// Content with a checksum of eight bytes behind it (FNV-1a): enough against a torn file, and
  /// quick for the megabytes of a long timeline.
  static func sealed(_ content: [UInt8]) -> [UInt8] {
    let sum = Checksum.of(content)
    return content
      + stride(from: 0, to: 64, by: 8).map { UInt8(truncatingIfNeeded: sum >> UInt64($0)) }
  }

  /// The content, or nothing when a byte is not as it was written.
  static func unsealed(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count >= 8 else { return nil }
    let content = bytes.dropLast(8)
    return sealed(Array(content)) == bytes ? Array(content) : nil
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
