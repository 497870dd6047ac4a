import FoundationEssentials
import TestKit
import Testing
import TimeAndChance

/// A study that is killed again and again gives the bytes of an undisturbed one.
///
/// The program itself is run, because nothing less can be killed. `timeout` sends SIGKILL after a
/// random moment; what was finished until then is found by the next start.
@Suite(.serialized)
struct KilledStudyTests {
  private static let scenario = """
    spillway: 1
    title: An outage to be interrupted
    run: {duration: 120s, warm-up: 5s, replications: 16, at-most: 12, seed: 7}
    load:
      otp: {to: fcm, priority: p0, arrivals: {poisson: 400/s}, deadline: 30s}
    fleet: {servers: 2}
    faults:
      - {name: outage, at: 30s, for: 20s, hits: fcm, answers: {503: 80%}}
    compare: {naive: {policy: naive}}
    size:
      smallest: fleet.servers
      between: [1, 8]
      objectives: ["delivered-in-time(otp) >= 50%"]
    sweep:
      vary: {fleet.servers: [1, 2, 3]}
      watch: [amplification(fcm)]
    expect:
      - amplification(fcm) >= 0.01 during outage
    """

  /// The program that was built beside these tests; nil where only the rooms were built.
  static let program: String? = {
    let maps = (try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)) ?? ""
    let folders = maps.split(separator: "\n").compactMap { line -> String? in
      guard line.hasSuffix("PackageTests.xctest"), let path = line.split(separator: " ").last,
        let slash = path.lastIndex(of: "/")
      else { return nil }
      return String(path[..<slash])
    }
    return folders.lazy.map { $0 + "/spillway" }.first {
      FileManager.default.fileExists(atPath: $0)
    }
  }()

  private static func files(in folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      files[name] = try Data(contentsOf: URL(filePath: folder + "/" + name))
    }
    return files
  }

  @Test(
    .enabled(if: program != nil),
    arguments: [
      (["run"], 20), (["compare"], 4), (["check"], 2), (["size"], 4),
      (["sweep", "--replications", "4"], 4),
      (["stability", "--replications", "4", "--points", "5"], 4),
    ]
  )
  func theBytesAreThoseOfAnUndisturbedStudy(words: [String], kills: Int) throws {
    let program = try #require(Self.program)
    let root = "/tmp/spillway-killed-\(ProcessInfo.processInfo.processIdentifier)-\(words[0])"
    let files = FileManager.default
    try files.createDirectory(atPath: root, withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: root) }
    let path = root + "/killed.yaml"
    try Self.scenario.write(toFile: path, atomically: true, encoding: .utf8)
    func arguments(_ out: String) -> [String] {
      [words[0], path, "--out", root + "/" + out, "--jobs", "2"] + words.dropFirst()
    }
    let began = Date()
    let calm = try ChildProcess(
      program,
      arguments("calm"),
      environment: ["XDG_CACHE_HOME": root + "/calm-cache"]
    )
    #expect(calm.status == 0, "\(calm.talk)")
    let whole = Date().timeIntervalSince(began)
    let cache = ["XDG_CACHE_HOME": root + "/cache"]
    var chance = RandomStream(Seed(UInt64(kills)), "kills of \(words[0])")
    var kept = 0
    for _ in 0..<kills {
      let after = whole * chance.uniform(from: 0.02, to: 0.25)
      let killed = try ChildProcess(
        "/usr/bin/timeout",
        ["-s", "KILL", "\(after)", program] + arguments("killed"),
        environment: cache
      )
      #expect(killed.status == 0 || killed.status == 137, "\(killed.talk)")
      let now = try? files.contentsOfDirectory(atPath: root + "/cache/spillway/trials")
      let count = (now ?? []).count { !$0.hasPrefix(".") }
      #expect(count >= kept)
      kept = count
    }
    let last = try ChildProcess(program, arguments("killed"), environment: cache)
    #expect(last.status == 0, "\(last.talk)")
    if ["run", "compare", "check"].contains(words[0]), kept > 0 {
      // What was finished is found, every single trial of it.
      #expect(last.talk.contains(kept == 1 ? "1 trial was kept" : "\(kept) trials were kept"))
    }
    #expect(try Self.files(in: root + "/killed") == Self.files(in: root + "/calm"))
  }
}
