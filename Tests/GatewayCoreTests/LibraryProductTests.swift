import FoundationEssentials
import TestKit
import Testing

/// Another package depends on a tag of this one: only that refuses unsafe flags.
///
/// It builds twice and takes minutes, so it runs with `./test --slow library` alone.
@Suite(.enabled(if: LongRun.isAsked(for: "library")))
struct LibraryProductTests {
  @Test
  func aTagBuildsAsALibraryAndAnUnsafeFlagDoesNot() throws {
    let folder = "/tmp/spillway-library-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try publish(to: folder)
    let good = try build(in: folder, version: "99.0.0")
    #expect(good.status == 0, "\(good.output) \(good.talk)")
    try spoil(folder)
    let bad = try build(in: folder, version: "99.0.1")
    #expect(bad.status != 0 && (bad.output + bad.talk).contains("unsafe build flags"))
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

  private func spoil(_ folder: String) throws {
    let spoil = """
      set -e
      cd '\(folder)/spillway'
      sed -i 's/room("GatewayCore", on: \\[\\(.*\\)\\])/room("GatewayCore", on: [\\1], in: hotDialect)/' Package.swift
      grep -q 'room("GatewayCore".*hotDialect' Package.swift
      git add -A
      git -c user.name=t -c user.email=t@example.org commit -qm 'An unsafe flag'
      git tag 99.0.1
      """
    #expect(try shell(spoil).status == 0)
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
