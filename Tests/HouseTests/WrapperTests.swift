import FoundationEssentials
import TestKit
import Testing

/// `./spillway` in a small house of its own, with a toolchain that only says what it was asked.
@Suite
final class WrapperTests {
  private let house: String
  private let manager = FileManager.default

  init() throws {
    house = manager.temporaryDirectory.path + "/spillway-wrapper-" + UUID().uuidString
    for file in ["spillway", ".ci/setup.sh"] {
      try TextFile.write(try #require(Repository.text(at: file)), to: house + "/" + file)
    }
    try TextFile.write("// a manifest\n", to: house + "/Package.swift")
    try TextFile.write("// a source\n", to: house + "/Sources/Room/A.swift")
    try program("tools/apt-get", "echo \"apt-get $*\" >>\"$LOG\"")
    try program("tools/apt-cache", "exit 0")
    // The compiler: its program shows what it was given and leaves with a status of its own.
    try program(
      "tools/swift",
      """
      if [ "$1" = --version ]; then echo "Swift version ${SWIFT:-6.3.1} (test)"; exit 0; fi
      echo "swift $*" >>"$LOG"
      echo "build talk"
      [ -z "${BROKEN:-}" ] || exit 1
      while [ "$1" != --scratch-path ]; do shift; done
      mkdir -p "$2/release"
      printf '#!/bin/sh\\necho "got:$# $*"\\n[ "$1" != die ] || kill -TERM $$\\nexit 4\\n' \\
        >"$2/release/spillway"
      chmod +x "$2/release/spillway"
      """
    )
  }

  deinit {
    try? manager.removeItem(atPath: house)
  }

  /// Writes a program by a shell of its own: a file that is open for writing in this process, even
  /// for a moment, cannot be started while a test beside this one starts something else.
  private func program(_ path: String, _ body: String) throws {
    let script =
      "PATH=/usr/bin:/bin; mkdir -p \"${1%/*}\" && printf '%s' \"$2\" >\"$1\" && chmod +x \"$1\""
    let written = try ChildProcess(
      "/bin/sh",
      ["-c", script, "sh", house + "/" + path, "#!/bin/sh\n" + body + "\n"]
    )
    try #require(written.status == 0, "\(written.talk)")
  }

  private func start(
    _ arguments: [String] = [],
    path: String? = nil,
    _ more: [String: String] = [:]
  ) throws -> ChildProcess {
    let environment = [
      "PATH": path ?? "\(house)/tools:/usr/bin:/bin", "LOG": "\(house)/log", "HOME": house,
    ]
    return try ChildProcess(
      "/bin/sh",
      ["\(house)/spillway"] + arguments,
      environment: environment.merging(more) { $1 }
    )
  }

  private var builds: Int {
    let log = manager.contents(atPath: house + "/log").map { String(decoding: $0, as: UTF8.self) }
    return (log ?? "").split(separator: "\n").count { $0.hasPrefix("swift build") }
  }

  @Test
  func argumentsStatusAndSignalsPass() throws {
    let first = try start(["a b", "--c", ""])
    #expect(first.status == 4 && first.output == "got:3 a b --c \n")
    #expect(first.talk.contains("build talk"))
    #expect(try start(["die"]).status == 128 + 15)
  }

  @Test
  func itBuildsOnlyWhenSomethingChanged() throws {
    let first = try start()
    #expect(first.talk.contains("Building") && first.status == 4, "\(first)")
    let second = try start()
    #expect(builds == 1 && second.talk.isEmpty && second.status == 4, "\(second)")
    // An old date does not hide a change; a deletion is one.
    try TextFile.write("// another\n", to: house + "/Sources/Room/B.swift")
    let longAgo = Date(timeIntervalSince1970: 1_000_000)
    try manager.setAttributes(
      [.modificationDate: longAgo],
      ofItemAtPath: house + "/Sources/Room/B.swift"
    )
    #expect(try start().status == 4 && builds == 2)
    try manager.removeItem(atPath: house + "/Sources/Room/B.swift")
    #expect(try start().status == 4 && builds == 3)
    #expect(try start().status == 4 && builds == 3)
  }

  @Test
  func aBuildThatFailsIsStatusThreeAndTriedAgain() throws {
    let broken = try start(["x"], ["BROKEN": "yes"])
    #expect(
      broken.status == 3 && broken.output.isEmpty && broken.talk.contains("could not be built")
    )
    #expect(try start(["x"]).status == 4)
  }

  @Test
  func withoutAToolchainItSaysWhatToInstall() throws {
    try manager.removeItem(atPath: house + "/tools/swift")
    // A path on which no toolchain can be, wherever this machine keeps its own.
    for tool in [
      "sh", "dirname", "readlink", "find", "mkdir", "sed", "head", "sort", "id", "rm", "mv",
    ] {
      let real = ["/usr/bin/", "/bin/"].map { $0 + tool }.first { manager.fileExists(atPath: $0) }
      try manager.createSymbolicLink(
        atPath: "\(house)/tools/\(tool)",
        withDestinationPath: try #require(real)
      )
    }
    let found = try start(path: "\(house)/tools", ["SPILLWAY_TOOLCHAINS": "\(house)/none"])
    #expect(found.status == 3 && found.output.isEmpty)
    #expect(found.talk.contains("swift.org/install"))
  }

  @Test
  func anOldToolchainIsRefused() throws {
    let found = try start([], ["SWIFT": "5.10"])
    #expect(found.status == 3 && found.talk.contains("Found Swift 5.10"))
  }
}
