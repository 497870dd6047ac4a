package import GatewayModel
internal import TimeAndChance

/// A scenario as a study runs it: validated once, with every standard filled in.
package struct Scenario: Sendable {
  /// One way to run it: the base, or an entry of `compare:`.
  package struct Variant: Sendable {
    package let name: String
    package let run: RunPlan
    package let world: WorldPlan
    /// Every resolved value and where it came from.
    package let assumptions: [Assumption]
  }

  /// The name of the file without its ending.
  package let name: String
  package let path: String
  package let title: String
  package let why: String
  package let base: Variant
  package let variants: [Variant]
  /// The variant that the others are compared with.
  package let baseline: String?
  package let expectations: [Expectation]
  package let size: SizePlan?
  package let sweep: SweepPlan?
  /// What is odd but not wrong.
  package let warnings: [Diagnostic]
  package let sources: Sources
  /// A checksum of the files that the scenario names beside itself.
  package let filesRead: UInt64
  let root: Node
  let folder: String

  package var run: RunPlan { base.run }
  package var world: WorldPlan { base.world }
  package var assumptions: [Assumption] { base.assumptions }

  /// The scenario's text as it was read, for the provenance of a study.
  package var text: [UInt8] { sources[0].bytes }

  /// Returns the variant called `name`; nothing means the base.
  package func variant(_ name: String?) -> Variant? {
    guard let name else { return base }
    return name == "base" ? base : variants.first { $0.name == name }
  }
}

/// `size:`, ready to be searched.
package struct SizePlan: Sendable {
  package enum Direction: Sendable, Hashable { case smallest, largest }

  /// A fault under which the objectives must hold.
  package struct Survival: Sendable {
    package let name: String
    /// Nothing for the faults as they are scripted.
    let fault: Node?
  }

  package let direction: Direction
  /// The setting that is searched, such as `fleet.servers`.
  package let path: String
  package let and: String?
  /// The values of the second setting that are tried, as they are written; empty without one.
  package let andLevels: [String]
  package let least: Double
  package let most: Double
  /// What stands behind the number, such as `k/s`.
  package let unit: String
  package let objectives: [Expectation]
  package let survive: [Survival]
  package let confidence: Double
}

/// `sweep:`, ready to be expanded into design points.
package struct SweepPlan: Sendable {
  package enum Design: Sendable, Hashable {
    case factorial
    case sobol(Int)
  }

  package struct Factor: Sendable {
    package let path: String
    let levels: [Node]

    /// The values as they are written.
    package var values: [String] { levels.map { $0.text ?? $0.described } }
  }

  package let factors: [Factor]
  /// Names of incidents; `none` is a calm day; empty means the faults as scripted.
  package let across: [String]
  package let design: Design
  package let watch: [MeasuredValue]
}
