/// Everything a world is built from: validated once, nothing optional "just in case".
///
/// Indices, not names, connect the parts; names are kept for what people read.
package struct WorldPlan: Sendable {
  /// Arrivals and scripted faults end here.
  package var duration: Duration
  /// The world goes on after that until it is empty, or for this long.
  package var settle: Duration
  /// Where the measured time begins.
  package var warmUp: Duration
  /// Width of a timeline row.
  package var interval: Duration
  /// Wall clock at time zero, for diurnal shapes and nightly work.
  package var starts: Duration
  /// Every rate, quota, capacity and audience was divided by this; 1 is exact.
  package var thin: Int
  package var classes: [TrafficClass]
  package var providers: [ProviderPlan]
  package var routes: [RoutePlan]
  package var fleet: FleetPlan
  package var faults: [FaultPlan]
  /// The parts of the time that expectations name: at most 64, each one more accumulator.
  package var windows: [Window]
  /// What `collapse` means here.
  package var collapse: CollapseRule
  /// Whether a run that collapsed goes on after a pause of its load, to be called metastable or not.
  package var testsReset = false

  package init(
    duration: Duration,
    classes: [TrafficClass],
    providers: [ProviderPlan],
    fleet: FleetPlan
  ) {
    self.duration = duration
    settle = .zero
    warmUp = .zero
    interval = .seconds(1)
    starts = .zero
    thin = 1
    self.classes = classes
    self.providers = providers
    routes = []
    self.fleet = fleet
    faults = []
    windows = []
    collapse = CollapseRule()
  }

  /// A half-open part of the run: [from, to).
  package struct Window: Sendable, Hashable {
    package var name: String
    package var from: Duration
    package var to: Duration

    package init(name: String, from: Duration, to: Duration) {
      self.name = name
      self.from = from
      self.to = to
    }
  }

  /// Collapsed: goodput below a share of offered over the last part of the run.
  package struct CollapseRule: Sendable, Hashable {
    package var below: Double = 0.7
    package var over: Duration = .seconds(60)
    /// In place of all that.
    package var line: CollapseLine?

    package init() {}
  }
}
