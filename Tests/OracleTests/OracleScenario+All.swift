import GatewayModel
import Statistics

extension OracleScenario {
  private static let exponentialCall = "{exponential: {mean: 74.55376588273081ms}}"

  private static func streams(_ count: Int) -> String {
    "providers.station.streams.per-connection=\(count)"
  }

  private static func arrivals(_ rate: String) -> String {
    "load.customers.arrivals={poisson: \(rate)}"
  }

  private static func calls(_ law: String) -> String { "providers.station.round-trip=\(law)" }

  private static func run(_ duration: String, warmUp: String, interval: String) -> [String] {
    ["run.duration=\(duration)", "run.warm-up=\(warmUp)", "run.interval=\(interval)"]
  }

  /// Poisson arrivals, exponential calls, a line without end.
  static let exponential: [OracleScenario] = [
    OracleScenario(
      "mm1",
      runs: 64,
      .metric("mmc_mm1_09_Pwait", "waited", .value),
      .metric("mmc_mm1_09_wait_p99", "wait", .percentile(0.99))
    ),
    OracleScenario(
      "mm1",
      with: [arrivals("1/s"), calls("{exponential: {mean: 900ms}}")],
      runs: 64,
      .metric("law_kelton_mm1_steady", "wait")
    ),
    OracleScenario(
      "mm10",
      runs: 32,
      fullRuns: 48,
      .metric("mmc_c10_a8_Wq", "wait"),
      .metric("mmc_c10_a8_sojourn_p99", "time-to-accept-of-accepted", .percentile(0.99))
    ),
    OracleScenario(
      "mm10",
      with: [arrivals("90/s"), streams(100)] + run("8000s", warmUp: "100s", interval: "20s"),
      runs: 24,
      fullRuns: 192,
      .metric("mmc_c100_a90_wait_p90", "wait", .percentile(0.9))
    ),
    OracleScenario(
      "mm500",
      with: run("2000s", warmUp: "60s", interval: "10s"),
      runs: 32,
      fullRuns: 640,
      .metric("mmc_c500_a480_Pwait", "waited", .value),
      .metric("mmc_c500_a480_wait_p99", "wait", .percentile(0.99))
    ),
    OracleScenario(
      "mg400-lognormal",
      with: [calls(exponentialCall)] + run("150s", warmUp: "10s", interval: "1s"),
      runs: 24,
      fullRuns: 960,
      .metric("mmc_gateway400_Wq", "wait"),
      .metric("mmc_gateway400_sojourn_p99", "time-to-accept-of-accepted", .percentile(0.99))
    ),
    OracleScenario(
      "priority-10",
      fullRuns: 48,
      .wait("prio_10_W2", ofClass: 1)
    ),
    OracleScenario(
      "priority-10",
      with: [
        "load.urgent.arrivals={poisson: 300/s}", "load.bulk.arrivals={poisson: 150/s}",
        streams(500),
      ] + run("1000s", warmUp: "20s", interval: "5s"),
      fullRuns: 192,
      .wait("prio_500_W1", ofClass: 0)
    ),
    OracleScenario(
      "two-choices",
      with: run("1000s", warmUp: "150s", interval: "10s"),
      runs: 16,
      .metric("supermarket_0.9_d2", "time-to-accept-of-accepted")
    ),
    OracleScenario(
      "two-choices",
      with: [arrivals("350/s"), "fleet.queue.dispatch=random"]
        + run("1000s", warmUp: "150s", interval: "10s"),
      runs: 16,
      .metric("supermarket_0.7_d1", "time-to-accept-of-accepted")
    ),
  ]

  /// Other laws of calls and arrivals.
  static let otherLaws: [OracleScenario] = [
    OracleScenario("dm1", runs: 40, .metric("dm1_rho08_Wq", "wait")),
    OracleScenario("md10", .metric("mdc_10_8_Wq", "wait")),
    OracleScenario(
      "md10",
      with: [arrivals("480/s"), streams(500)] + run("1000s", warmUp: "60s", interval: "10s"),
      fullRuns: 480,
      .metric("mdc_500_480_Pwait", "waited", .value)
    ),
    OracleScenario(
      "md10",
      with: [arrivals("0.5/s"), streams(1)] + run("200000s", warmUp: "500s", interval: "500s"),
      .metric("md1_rho0.5", "wait")
    ),
    OracleScenario(
      "md10",
      with: [arrivals("0.8/s"), streams(1)] + run("200000s", warmUp: "500s", interval: "500s"),
      fullRuns: 96,
      Row("md1_rho08_P(W<=3)") { reading in
        let waits = reading.merged(\.wait)
        return Double(waits.count(atMost: 3_000_000_000)) / Double(waits.count)
      }
    ),
    OracleScenario("mg1-lognormal", .metric("mg1_lognormal_rho0.5_Wq", "wait")),
    OracleScenario("mh2-1", runs: 40, .metric("mg1_h2_rho07_Wq", "wait")),
    OracleScenario("mginf", .metric("mginf_gateway_mean", "in-flight")),
    gateway(streams: 380, "mgc_lognormal_c380_Wq", fullRuns: 960),
    gateway(streams: 390, "mgc_lognormal_c390_Wq", fullRuns: 960),
    gateway(streams: 400, "mgc_lognormal_c400_Wq", fullRuns: 480),
    gateway(streams: 420, "mgc_lognormal_c420_Wq", fullRuns: 240),
  ]

  private static func gateway(streams count: Int, _ row: String, fullRuns: Int) -> OracleScenario {
    OracleScenario(
      "mg400-lognormal",
      with: [streams(count)] + run("150s", warmUp: "15s", interval: "1s"),
      runs: 20,
      fullRuns: fullRuns,
      .metric(row, "wait")
    )
  }

  /// Systems without a line.
  static let losses: [OracleScenario] = [
    OracleScenario(
      "erlang-b-exponential",
      fullRuns: 96,
      .metric("erlangB_c10_a5", "shed", .share)
    ),
    OracleScenario(
      "erlang-b-lognormal",
      with: [arrivals("480/s"), streams(500)] + run("1000s", warmUp: "40s", interval: "10s"),
      fullRuns: 480,
      .metric("erlangB_c500_a480", "shed", .share)
    ),
    OracleScenario(
      "erlang-b-exponential",
      with: [arrivals("980/s"), streams(1000)] + run("500s", warmUp: "20s", interval: "10s"),
      fullRuns: 480,
      .metric("pool_8x500_cap_drop", "shed", .share)
    ),
    OracleScenario(
      "split-8x50",
      with: run("100s", warmUp: "5s", interval: "1s"),
      .metric("pool_split_8x50", "shed", .share)
    ),
  ]

  /// Lines with an end.
  static let limits: [OracleScenario] = [
    OracleScenario("mmck-10-30", .metric("mmck_10_30_Wq", "wait")),
    OracleScenario(
      "mmck-500-600",
      with: run("150s", warmUp: "10s", interval: "1s"),
      fullRuns: 960,
      .metric("mmck_500_600_block", "shed", .share)
    ),
  ]

  /// Those who leave before they are served.
  static let impatience: [OracleScenario] = [
    OracleScenario(
      "erlang-a",
      with: run("15000m", warmUp: "100m", interval: "100m"),
      fullRuns: 96,
      .metric("erlangA_gmr_abandon", "gave-up", .share),
      .metric("erlangA_gmr_util", "in-flight", times: 1.0 / 50)
    ),
    OracleScenario(
      "erlang-a-overload",
      with: run("150s", warmUp: "15s", interval: "1s"),
      runs: 20,
      fullRuns: 80,
      .waitOfAll("erlangA_5500_1_Wq")
    ),
    OracleScenario(
      "erlang-a-overload",
      with: [arrivals("5k/s"), "load.customers.patience={exponential: {mean: 200ms}}"]
        + run("150s", warmUp: "10s", interval: "1s"),
      runs: 20,
      fullRuns: 320,
      .waitOfAll("erlangA_5000_5_Wq")
    ),
    OracleScenario(
      "erlang-a-overload",
      with: [arrivals("6k/s"), "load.customers.patience={exponential: {mean: 50ms}}"]
        + run("100s", warmUp: "5s", interval: "1s"),
      runs: 20,
      fullRuns: 40,
      .waitOfAll("erlangA_6000_20_Wq")
    ),
  ]

  /// Errors and what is done about them.
  static let failures: [OracleScenario] = [
    OracleScenario(
      "retry-independent",
      runs: 16,
      .metric("iid_retry_p0.4_n3_amp", "amplification", .value),
      .metric("iid_retry_p0.4_n3_ok", "delivered", .share)
    ),
    OracleScenario(
      "retry-independent",
      with: ["policy.retry.attempts=6", "policy.retry.pauses=[0s, 0s, 0s, 0s, 0s]"],
      runs: 16,
      .metric("iid_retry_p0.4_n5_amp", "amplification", .value),
      .metric("iid_retry_p0.4_n5_ok", "delivered", .share)
    ),
    OracleScenario(
      "ladder",
      .metric("seed_ladder_1m_5m_25m", "time-to-accept-of-accepted")
    ),
    OracleScenario(
      "gateway-job-retry",
      runs: 10,
      fullRuns: 48,
      .metric("gatewayjob_retry_attempts", "amplification", .value),
      .metric("gatewayjob_retry_mean", "time-to-accept-of-accepted"),
      .metric("gatewayjob_retry_maxq", "queue-depth", .max)
    ),
    OracleScenario(
      "gateway-job-breaker",
      runs: 12,
      .metric("gatewayjob_breaker_attempts", "amplification", .value),
      .metric("gatewayjob_breaker_parked", "rejected", .share),
      .metric("gatewayjob_breaker_p99", "time-to-accept-of-accepted", .percentile(0.99))
    ),
  ]

  /// Breakers as renewal processes.
  static let breakers: [OracleScenario] = [
    OracleScenario(
      "breaker-renewal",
      runs: 16,
      .metric("breaker_consec_p0.4_k5_opens_per_hour", "trips", .rate, times: 3600)
    ),
    OracleScenario(
      "breaker-renewal",
      // Short stays, so that there are many openings to count calls between.
      with: ["policy.breaker.cool-down=100ms", "run.duration=4000s"],
      runs: 24,
      fullRuns: 48,
      .callsToTrip("breaker_consec_p0.4_k5_calls_to_trip", perSecond: 100)
    ),
    OracleScenario(
      "breaker-renewal",
      with: ["providers.station.answers.503=10%"],
      runs: 16,
      .metric("breaker_consec_p0.1_k5_admitted_fraction", "amplification", .value)
    ),
    OracleScenario(
      "breaker-renewal",
      with: [
        arrivals("50/s"), "policy.breaker.window={consecutive: 10}",
        "policy.breaker.cool-down=5s", "policy.breaker.probes.count=3",
      ],
      fullRuns: 1600,
      .openShare("breaker_consec_p0.4_k10_open_fraction")
    ),
    OracleScenario(
      "breaker-renewal",
      // The published chain judges after every call, as resilience4j does; our own breaker never
      // opens on a success, and needs one call more.
      with: [
        """
        policy={like: resilience4j, timeout: off, retry: {attempts: 1}, breaker: \
        {window: {count: 10}, failure-rate: 50%, minimum: 10, cool-down: 1s, \
        slow: off, probes: {count: 2, pass: 100%}, when-open: fail}}
        """, "run.duration=4000s",
      ],
      runs: 16,
      .callsToTrip("breaker_window_p0.4_n10_k5_mean", perSecond: 100)
    ),
  ]
}
