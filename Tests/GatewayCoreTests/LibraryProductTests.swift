import FoundationEssentials
import TestKit
import Testing

/// Another package depends on a tag of this one: only that refuses unsafe flags.
///
/// Since Swift 6.2 the package manager lets packages with a tools version of 6.2 or above have them
/// (swiftlang/swift-package-manager, pull request 8951); older toolchains and older manifests do not.
/// So the library is built as it is, and then with the manifest that such a user would read: the same
/// without what only newer manifests can say. It builds three times and takes minutes, so it runs
/// with `./test --slow library` alone.
@Suite(.enabled(if: LongRun.isAsked(for: "library")))
struct LibraryProductTests {
  @Test
  func aTagBuildsAsALibraryAndAnUnsafeFlagDoesNot() throws {
    let folder = "/tmp/spillway-library-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try publish(to: folder)
    let asItIs = try build(in: folder, version: "99.0.0")
    #expect(asItIs.status == 0, "\(asItIs.output) \(asItIs.talk)")
    let run = try shell("'\(folder)/user/.build/debug/user'")
    #expect(run.output.split(separator: "\n").first == "recommended")
    try release(
      "99.0.1",
      in: folder,
      #"""
      sed -i -e '1s|.*|// swift-tools-version: 6.1|' \
        -e '/treatAllWarnings/d' -e '/strictMemorySafety/d' Package.swift
      """#
    )
    let older = try build(in: folder, version: "99.0.1")
    #expect(older.status == 0, "\(older.output) \(older.talk)")
    try release(
      "99.0.2",
      in: folder,
      #"""
      sed -i 's/room("GatewayCore", on: \[\(.*\)\])/room("GatewayCore", on: [\1], in: hotDialect)/' \
        Package.swift
      grep -q 'room("GatewayCore".*hotDialect' Package.swift
      """#
    )
    let spoiled = try build(in: folder, version: "99.0.2")
    #expect(spoiled.status != 0, "an unsafe flag was accepted")
    #expect((spoiled.output + spoiled.talk).contains("unsafe build flags"))
  }

  /// A copy of the tree as it is now, tagged.
  private func publish(to folder: String) throws {
    let copy = """
      set -e
      mkdir -p '\(folder)/spillway' '\(folder)/user/Sources/user'
      cd '\(Repository.root)'
      cp -R Package.swift Sources Tests '\(folder)/spillway/'
      cd '\(folder)/spillway'
      git init -q && git add -A
      git -c user.name=t -c user.email=t@example.org commit -qm 'A release'
      git tag 99.0.0
      """
    #expect(try shell(copy).status == 0)
    try """
    import GatewayCore
    import NamedPolicies
    import Providers
    print(NamedPolicy.named("recommended")?.policy(for: Provider.apns).name ?? "none")

    """.write(toFile: folder + "/user/Sources/user/main.swift", atomically: true, encoding: .utf8)
  }

  /// Changes the copy and tags it.
  private func release(_ version: String, in folder: String, _ change: String) throws {
    let commands = """
      set -e
      cd '\(folder)/spillway'
      \(change)
      git add -A
      git -c user.name=t -c user.email=t@example.org commit -qm 'Another release'
      git tag \(version)
      """
    #expect(try shell(commands).status == 0)
  }

  private func build(in folder: String, version: String) throws -> ChildProcess {
    try """
    // swift-tools-version: 6.3
    import PackageDescription

    let package = Package(
      name: "user",
      dependencies: [.package(url: "file://\(folder)/spillway", exact: "\(version)")],
      targets: [
        .executableTarget(
          name: "user",
          dependencies: [.product(name: "GatewayCore", package: "spillway")]
        )
      ]
    )

    """.write(toFile: folder + "/user/Package.swift", atomically: true, encoding: .utf8)
    return try shell("cd '\(folder)/user' && swift build")
  }

  private func shell(_ commands: String) throws -> ChildProcess {
    var environment: [String: String] = [:]
    for name in ["PATH", "HOME"] { environment[name] = Environment.value(name) }
    return try ChildProcess("/bin/sh", ["-c", commands], environment: environment)
  }
}
