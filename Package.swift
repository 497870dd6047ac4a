// swift-tools-version: 6.3
import PackageDescription

/// One dialect for the whole house.
let dialect: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The dialect for rooms with generic hot paths.
///
/// Without the flag, a generic agenda used from another module ran seven to eight times slower.
/// Rooms with public API stay free of unsafe flags, so that other packages may depend on them.
let hotDialect: [SwiftSetting] =
  dialect + [.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))]

/// What lies in a room beside its README and is no source: the page's style and script.
let besideSources = ["Reports": ["Page"]]

/// Rooms that take roots and round: a debug build calls the mathematical library for it, which a
/// package that imports nothing but these rooms would not link.
let needsMath: Set = ["TimeAndChance"]

/// A room of the house: a library target with its README, and the test target that mirrors it.
func room(
  _ name: String,
  on floorsBelow: [Target.Dependency] = [],
  in dialect: [SwiftSetting] = dialect
) -> [Target] {
  [
    .target(
      name: name,
      dependencies: floorsBelow,
      exclude: ["README.md"] + besideSources[name, default: []],
      swiftSettings: dialect,
      linkerSettings: needsMath.contains(name) ? [.linkedLibrary("m")] : []
    ),
    .testTarget(
      name: name + "Tests",
      dependencies: [.target(name: name), "TestKit"] + floorsBelow,
      swiftSettings: dialect
    ),
  ]
}

/// Tests that belong to no single room.
func wholeHouseTests(_ name: String, on rooms: [Target.Dependency] = []) -> Target {
  .testTarget(name: name, dependencies: ["TestKit"] + rooms, swiftSettings: dialect)
}

let package = Package(
  name: "spillway",
  products: [
    .executable(name: "spillway", targets: ["spillway"]),
    .library(
      name: "GatewayCore",
      targets: ["NamedPolicies", "GatewayCore", "Providers", "Policies", "TimeAndChance"]
    ),
  ],
  targets: [
    // Below ground: C, one importer each.
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .target(name: "CGSLShim", dependencies: ["CGSL"], exclude: ["README.md"]),
    .target(
      name: "CFloors",
      exclude: ["README.md"],
      cSettings: [.unsafeFlags(["-O3", "-march=native"])],
      cxxSettings: [.unsafeFlags(["-O3", "-march=native"])]
    ),
    .target(name: "CHints", exclude: ["README.md"]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

    // Test support, usable from every floor.
    .target(
      name: "TestKit",
      dependencies: ["TimeAndChance"],
      path: "Tests/TestKit",
      exclude: ["README.md"],
      swiftSettings: dialect
    ),

    // The doors.
    .executableTarget(
      name: "spillway",
      dependencies: ["Commands"],
      exclude: ["README.md"],
      swiftSettings: dialect
    ),
    .executableTarget(
      name: "spillway-bench",
      dependencies: [
        "CFloors", "GatewayModel", "GatewayCore", "NamedPolicies", "Providers", "Policies",
        "Statistics", "Simulation", "TimeAndChance",
      ],
      exclude: ["README.md", "NOTES.md", "baseline.csv"],
      swiftSettings: hotDialect
    ),

    // The whole house.
    wholeHouseTests("HouseTests", on: ["TimeAndChance"]),
    wholeHouseTests(
      "OracleTests",
      on: ["Scenarios", "GatewayModel", "Experiments", "Statistics", "TimeAndChance"]
    ),
    wholeHouseTests("SwarmTests", on: ["GatewayModel", "Simulation"]),
    wholeHouseTests("GoldenTests", on: ["Commands"]),
    wholeHouseTests("PublishedTests", on: ["Reports", "Experiments"]),
  ]
    // Ground floor.
    + room("TimeAndChance")
    // What we decide, and what is known of those we send to.
    + room("Policies", on: ["TimeAndChance"])
    + room("Providers", on: ["Policies", "TimeAndChance"])
    + room("GatewayCore", on: ["Policies", "TimeAndChance"])
    + room("NamedPolicies", on: ["GatewayCore", "Providers", "Policies", "TimeAndChance"])
    // Time and numbers, with no gateway in sight.
    + room("Simulation", on: ["TimeAndChance", "CHints"], in: hotDialect)
    + room("Statistics", on: ["TimeAndChance", "CGSL", "CGSLShim"], in: hotDialect)
    + room("Experiments", on: ["Statistics", "TimeAndChance"])
    + room("Reports", on: ["Experiments", "Statistics", "TimeAndChance"])
    // Where the wings meet.
    + room(
      "GatewayModel",
      on: [
        "GatewayCore", "Policies", "NamedPolicies", "Providers", "Simulation", "Statistics",
        "TimeAndChance",
      ],
      in: hotDialect
    )
    + room(
      "Scenarios",
      on: [
        "GatewayModel", "Experiments", "Statistics", "NamedPolicies", "GatewayCore", "Providers",
        "Policies", "TimeAndChance", "CYAML",
      ]
    )
    + room("Dialects", on: ["NamedPolicies", "GatewayCore", "Policies", "TimeAndChance"])
    + room(
      "Commands",
      on: [
        "Scenarios", "Dialects", "Reports", "Experiments", "GatewayModel", "NamedPolicies",
        "Providers", "Policies", "Statistics", "TimeAndChance",
      ]
    )
)
