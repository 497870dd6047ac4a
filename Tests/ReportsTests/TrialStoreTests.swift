import Glibc
import Testing
import TimeAndChance

@testable import Reports

@Suite
struct TrialStoreTests {
  private static func folder(_ name: String) -> String {
    "/tmp/spillway-trials-\(getpid())-\(name)"
  }

  private static func remove(_ folder: String) {
    for name in (try? FileSystem.names(in: folder)) ?? [] { FileSystem.remove("\(folder)/\(name)") }
    FileSystem.removeFolder(folder)
  }

  @Test
  func aFinishedTrialIsNotRunAgain() {
    let folder = Self.folder("again")
    defer { Self.remove(folder) }
    let samples: [Double?] = [1.5, nil, .infinity, -0.0, 0.1 + 0.2]
    var runs = 0
    for _ in 0..<3 {
      let store = TrialStore(folder: folder, study: "scenario A")
      let found = store.samples(of: "size=1") {
        runs += 1
        return samples
      }
      #expect(found?.map { $0?.bitPattern } == samples.map { $0?.bitPattern })
    }
    #expect(runs == 1)
    let other = TrialStore(folder: folder, study: "scenario B")
    #expect(other.samples(of: "size=1") { [2] } == [2])
    #expect(other.samples(of: "size=2") { nil } == nil)
    #expect(other.count == 2)
    other.clean()
    #expect(other.count == 0)
  }

  @Test
  func whatACrashLeftInPiecesIsComputedAgain() {
    let bytes = TrialStore.encoded([1, nil, 3])
    #expect(TrialStore.decoded(bytes) == [1, nil, 3])
    for length in 0..<bytes.count { #expect(TrialStore.decoded(Array(bytes[..<length])) == nil) }
    var stream = RandomStream(Seed(3), "damage")
    for _ in 0..<200 {
      var damaged = bytes
      damaged[Int(stream.below(UInt64(bytes.count)))] ^= UInt8(1 << stream.below(8))
      #expect(TrialStore.decoded(damaged) == nil)
    }
  }

  @Test
  func aStoreStaysWithinItsBound() {
    let folder = Self.folder("bound")
    defer { Self.remove(folder) }
    let store = TrialStore(folder: folder, study: "s")
    for key in 0..<40 { _ = store.samples(of: "\(key)") { [Double(key)] } }
    #expect(TrialStore(folder: folder, study: "s", most: 20).count == 15)
  }

  @Test
  func aWholeRunIsKeptAndFoundByAnotherStart() {
    let folder = Self.folder("whole")
    defer { Self.remove(folder) }
    var runs = 0
    for start in 0..<2 {
      let found = TrialStore(folder: folder, study: "s").whole(of: "a") {
        runs += 1
        return [1.5, .infinity]
      }
      #expect(found?.value == [1.5, .infinity] && found?.isKept == (start == 1))
    }
    #expect(runs == 1)
    // A torn file is not found, and a run that gave up is not kept.
    let name = (try? FileSystem.names(in: folder))?.first ?? ""
    let bytes = (try? FileSystem.read("\(folder)/\(name)")) ?? []
    try? FileSystem.write(Array(bytes.dropLast()), to: "\(folder)/\(name)", synced: false)
    let store = TrialStore(folder: folder, study: "s")
    #expect(store.whole(of: "a") { [2.0] }?.isKept == false)
    #expect(store.whole(of: "b") { [Double]?.none } == nil)
    #expect(store.count == 1 && store.bytes > 8)
  }

  @Test
  func wholeRunsStayWithinTheirBytes() {
    let folder = Self.folder("bytes")
    defer { Self.remove(folder) }
    let store = TrialStore(folder: folder, study: "s")
    for key in 0..<20 { _ = store.whole(of: "\(key)") { [Int](repeating: key, count: 1_000) } }
    let all = store.bytes
    let smaller = TrialStore(folder: folder, study: "s", mostBytes: all / 2)
    #expect(smaller.bytes <= all / 8 * 3 + 2_000 && smaller.count > 5)
  }

  @Test
  func aPlaceThatCannotBeWrittenCostsOnlyTime() {
    let store = TrialStore(folder: "/proc/spillway", study: "s")
    #expect(store.samples(of: "a") { [1] } == [1])
    #expect(store.count == 0)
  }
}
