import Testing

@Suite
struct FloorPlanTests {
  private let page = """
    | floor | target | charter | may import |
    |---|---|---|---|
    | C | `CGSL` | A library. | – |
    | 0 | `Ground` | Time. | – |
    | 2 | `Numbers` | Sums. | Ground, CGSL |
    | 5 | `Rim` | Tables. | Numbers, Ground |
    """

  private let manifest = """
    func room(_ name: String) -> [Target] { [.target(name: name, dependencies: floorsBelow)] }
      .systemLibrary(name: "CGSL", pkgConfig: "gsl"),
      .target(name: "TestKit", dependencies: ["Ground"]),
      + room("Ground")
      + room("Numbers", on: ["Ground", "CGSL"], in: hotDialect)
      + room(
        "Rim",
        on: [
          "Numbers", "Ground",
        ]
      )
    """

  @Test
  func theTableIsRead() {
    let plan = FloorPlan(architecture: page)
    #expect(
      plan.rooms == [
        "CGSL": .init(floor: -1, mayImport: []),
        "Ground": .init(floor: 0, mayImport: []),
        "Numbers": .init(floor: 2, mayImport: ["Ground", "CGSL"]),
        "Rim": .init(floor: 5, mayImport: ["Numbers", "Ground"]),
      ]
    )
    #expect(plan.isDeterministic("Numbers") && !plan.isDeterministic("Rim"))
    #expect(!plan.isDeterministic("CGSL") && !plan.isDeterministic("Nowhere"))
  }

  @Test
  func theManifestIsRead() {
    let targets = manifestTargets(manifest)
    #expect(
      targets == [
        "CGSL": [], "Ground": [], "Numbers": ["Ground", "CGSL"], "Rim": ["Numbers", "Ground"],
      ]
    )
    #expect(FloorPlan(architecture: page).differences(from: targets).isEmpty)
  }

  @Test
  func anArrowThatPointsUpIsFound() {
    let upward = page.replacing(
      "| 0 | `Ground` | Time. | – |",
      with: "| 0 | `Ground` | Time. | Rim |"
    )
    #expect(FloorPlan(architecture: page).upwardImports.isEmpty)
    #expect(FloorPlan(architecture: upward).upwardImports.count == 1)
    let nowhere = page.replacing("Numbers, Ground", with: "Nowhere")
    #expect(FloorPlan(architecture: nowhere).upwardImports.count == 1)
  }

  @Test(arguments: [
    ("room(\"Ground\")", "room(\"Cellar\")", 2),
    ("\"Ground\", \"CGSL\"]", "\"Ground\"]", 1),
    ("room(\"Ground\")", "room(\"Ground\", on: [\"Rim\"])", 1),
  ])
  func aManifestThatDiffersIsFound(old: String, new: String, violations: Int) {
    let changed = manifestTargets(manifest.replacing(old, with: new))
    #expect(FloorPlan(architecture: page).differences(from: changed).count == violations)
  }
}
