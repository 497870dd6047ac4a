import Statistics

/// Which formula answers an oracle row, by its model and metric.
enum OracleFormula {
  static func value(of row: OracleRow) throws -> Double? {
    if row.name.hasPrefix("size_") { return try sizing(row) }
    return try waiting(row) ?? single(row) ?? losses(row) ?? chains(row) ?? inFlight(row)
      ?? limits(row) ?? retries(row) ?? breakers(row) ?? statistics(row)
  }

  private static func lognormal(_ row: OracleRow) throws -> Distribution {
    try .lognormal(
      median: row["p50"].isNaN ? 0.05 : row["p50"],
      p99: row["p99"].isNaN ? 0.4 : row["p99"]
    )
  }

  private static func waiting(_ row: OracleRow) throws -> Double? {
    switch row.model {
    case "M/M/c":
      let system = try WaitingSystem(
        arrivalRate: row["arrival_rate"],
        serviceRate: row["service_rate"],
        servers: row.integer("servers")
      )
      if row.metric.hasPrefix("wait_quantile_") {
        return system.waitQuantile(Double(row.metric.dropFirst(14)) ?? .nan)
      }
      if row.metric.hasPrefix("sojourn_quantile_") {
        return system.sojournQuantile(Double(row.metric.dropFirst(17)) ?? .nan)
      }
      return row.metric == "prob_wait" ? system.probabilityOfWaiting : system.meanWait
    case "M/M/c+M":
      let system = try ImpatientQueue(
        arrivalRate: row["arrival_rate"],
        serviceRate: row["service_rate"],
        abandonRate: row["abandon_rate"],
        servers: row.integer("servers")
      )
      switch row.metric {
      case "prob_abandon": return system.probabilityOfAbandoning
      case "utilisation": return system.utilisation
      case "prob_wait": return system.probabilityOfWaiting
      default: return system.meanWait
      }
    case "M/M/c/K":
      let system = try FiniteQueue(
        arrivalRate: row["arrival_rate"],
        serviceRate: row["service_rate"],
        servers: row.integer("servers"),
        capacity: row.integer("system_capacity")
      )
      return row.metric == "blocking_probability" ? system.probabilityOfBlocking : system.meanWait
    case "M/M/c non-preemptive, 2 classes, same mu":
      let waits = try PriorityQueue.meanWaits(
        arrivalRates: [row["l1"], row["l2"]],
        serviceRate: row["mu"],
        servers: row.integer("servers")
      )
      return waits[row.metric == "mean_wait_class_1" ? 0 : 1]
    case "M/G/c lognormal":
      return try HeavyTraffic.allenCunneenWait(
        arrivalRate: row["arrival_rate"],
        service: lognormal(row),
        servers: row.integer("servers")
      )
    default: return nil
    }
  }

  private static func single(_ row: OracleRow) throws -> Double? {
    let rate = row["arrival_rate"]
    switch row.model {
    case "M/M/1":
      return try WaitingSystem(arrivalRate: rate, serviceRate: row["service_rate"], servers: 1)
        .meanWait
    case "M/M/1 empty start":
      let count = row.integer("customers")
      return TransientSingleServer.meanWaits(
        arrivalRate: rate,
        serviceRate: row["service_rate"],
        count: count
      ).reduce(0, +) / Double(count)
    case "M/D/1", "M/D/c":
      let servers = row.model == "M/D/1" ? 1 : row.integer("servers")
      let queue = try FixedServiceQueue(
        arrivalRate: rate,
        serviceTime: row["service_time"],
        servers: servers
      )
      if row.metric.hasPrefix("P(wait") { return 1 - queue.waitTail(row["t"]) }
      return row.metric == "prob_wait" ? queue.probabilityOfWaiting : queue.meanWait
    case "M/G/1 lognormal":
      let queue = try SingleServerQueue(arrivalRate: rate, service: lognormal(row))
      return row.metric == "std_wait" ? queue.waitVariance.squareRoot() : queue.meanWait
    case "M/H2/1":
      let parts = zip(row.list("p"), row.list("means")).map { (share: $0, mean: $1) }
      return try SingleServerQueue(arrivalRate: rate, service: .hyperexponential(parts)).meanWait
    case "D/M/1":
      return try RenewalArrivals(
        interarrival: .constant(row["interarrival"]),
        serviceRate: row["service_rate"]
      ).meanWait
    case let model where model.hasPrefix("M^[") && model.hasSuffix("]/M/1"):
      let batch = row.integer("batch")
      return try SingleServerQueue(
        arrivalRate: row["batch_rate"] * Double(batch),
        service: .exponential(mean: 1 / row["service_rate"])
      ).meanWait(inBatchesOf: batch)
    default: return nil
    }
  }

  private static func losses(_ row: OracleRow) throws -> Double? {
    if row.metric == "blocking_probability", row.model.hasPrefix("M/G/c/c") {
      return Erlang.blocking(servers: row.integer("servers"), offered: row["offered_erl"])
    }
    if row.model.hasSuffix("random split") {
      return Erlang.blocking(
        servers: row.integer("streams_per_conn"),
        offered: row["offered_erl"] / row["conns"]
      )
    }
    return nil
  }

  private static func chains(_ row: OracleRow) throws -> Double? {
    if row.model.hasSuffix("retrial") {
      let isSingle = row["servers"].isNaN
      return try RetrialQueue(
        arrivalRate: row["arrival_rate"],
        serviceRate: row["service_rate"],
        retryRate: row["retry_rate"],
        servers: isSingle ? 1 : row.integer("servers"),
        persistence: isSingle ? 1 : row["persistence"]
      ).meanOrbit
    }
    if row.name.hasPrefix("metastable_ctmc") {
      let chain = try OrbitChain(
        arrivalRate: row["lam"],
        serviceRate: row["mu"],
        capacity: row.integer("K"),
        retryRate: row["gamma"],
        timeoutRate: row["theta"],
        keep: row["R_keep"],
        orbit: row.integer("M")
      )
      switch row.metric {
      case "mean_in_system": return chain.meanInSystem
      case "mean_orbit": return chain.meanOrbit
      case "P(queue full)": return chain.probabilityOfFullQueue
      default: return try chain.meanTimeToRecover()
      }
    }
    if row.name.hasPrefix("breaker_outage") {
      let chain = try OutageBreakerChain(
        callRate: row["lam"],
        errorHealthy: row["e_ok"],
        errorSick: row["e_bad"],
        meanHealthy: row["up"],
        meanSick: row["down"],
        failures: row.integer("k"),
        openRate: row["open_rate"],
        probeRate: row["probe_rate"]
      )
      return row.metric == "open_prob" ? chain.openShare : chain.admittedRate
    }
    return nil
  }

  private static func inFlight(_ row: OracleRow) throws -> Double? {
    switch row.metric {
    case "in_flight":
      let mean = row["mean_rtt"].isNaN ? try lognormal(row).mean : row["mean_rtt"]
      return InfiniteServers.inFlight(arrivalRate: row["rate"], meanTime: mean)
    case "peak_mean_in_flight":
      return InfiniteServers.peakInFlight(
        base: row["base"],
        amplitude: row["amplitude"],
        period: row["period_s"],
        service: try .exponential(mean: row["mean_service"])
      )
    case "variance_in_flight":
      return InfiniteServers.inFlightVariance(
        batchRate: row["batch_rate"],
        batch: row.integer("batch"),
        service: try .exponential(mean: row["mean_service"])
      )
    case "mean_in_flight":
      if !row["period_s"].isNaN {
        return InfiniteServers.inFlight(
          at: row["t"],
          base: row["base"],
          amplitude: row["amplitude"],
          period: row["period_s"],
          service: try .exponential(mean: row["mean_service"])
        )
      }
      let rate = row["batch"].isNaN ? row["arrival_rate"] : row["batch_rate"] * row["batch"]
      return InfiniteServers.inFlight(arrivalRate: rate, meanTime: try lognormal(row).mean)
    default: return nil
    }
  }

  private static func limits(_ row: OracleRow) throws -> Double? {
    switch row.model {
    case "QED Erlang-A":
      return HeavyTraffic.garnett(beta: row["beta"], serviceToAbandon: row["mu_over_theta"])
    case "QED limit M/M/n": return HeavyTraffic.halfinWhitt(beta: row["beta"])
    case "JSQ(d), N->inf M/M/1 servers":
      return try Supermarket.meanSojourn(load: row["load"], choices: row.integer("d"))
    default: return nil
    }
  }

  private static func sizing(_ row: OracleRow) throws -> Double? {
    let offered = row["offered_erl"]
    switch row.name {
    case "size_loss_0.1pct":
      return Double(try Staffing.servers(offered: offered, blockingAtMost: 0.001))
    case "size_mmc_Pwait20pct":
      return Double(try Staffing.servers(offered: offered, waitingAtMost: 0.2))
    case "size_sqrt_rule": return Staffing.squareRootRule(offered: offered, waiting: 0.2)
    case "size_retry_outage_slots":
      let attempts = RetryAmplification.attempts(
        error: row["error"],
        retries: row.integer("retries")
      )
      return Double(Staffing.servers(toCarry: row["arrival_rate"] * row["mean_service"] * attempts))
    default: return nil
    }
  }

  private static func retries(_ row: OracleRow) throws -> Double? {
    let retries = row["retries"].isNaN ? 3 : row.integer("retries")
    switch row.metric {
    case "attempts_per_request" where row["fill"].isNaN:
      return RetryAmplification.attempts(error: row["error"], retries: retries)
    case "delivered_fraction" where row["fill"].isNaN:
      return RetryAmplification.delivered(error: row["error"], retries: retries)
    case "attempts_per_request", "delivered_fraction":
      let chain = try RetryBudgetChain(
        error: row["error"],
        fill: row["fill"],
        bucket: row["bucket"],
        deposit: row.text("deposit") == "start" ? .start : .success(retries: 3)
      )
      return row.metric == "delivered_fraction" ? chain.deliveredShare : chain.attemptsPerCall
    case "mean_delay_of_delivered_s":
      return RetryAmplification.meanDelayOfDelivered(
        error: row["error"],
        pauses: row.list("delays_s")
      )
    case "arrival_rate_where_queue_diverges":
      return RetryAmplification.criticalArrivalRate(
        slots: row.integer("servers"),
        meanService: row["mean_service"],
        error: row["error"],
        retries: retries
      )
    case "error_rate_where_queue_diverges":
      return RetryAmplification.criticalError(
        slots: row.integer("servers"),
        arrivalRate: row["arrival_rate"],
        meanService: try lognormal(row).mean,
        retries: retries
      )
    case "lowest_stuck_arrival_rate":
      return RetryAmplification.lowestStuckArrivalRate(capacity: row["capacity"], retries: retries)
    case "mean_total_delay": return jitter(row)
    default: return throttle(row)
    }
  }

  private static func jitter(_ row: OracleRow) -> Double? {
    let (base, cap, count) = (row["base"], row["cap"], row.integer("n"))
    if row.model == "decorrelated jitter" {
      return BackoffMeans.decorrelated(base: base, cap: cap, count: count)
    }
    if row.model == "equal jitter" {
      return BackoffMeans.equal(base: base, cap: cap, count: count)
    }
    return BackoffMeans.full(base: base, cap: cap, count: count)
  }

  private static func throttle(_ row: OracleRow) -> Double? {
    if row.metric == "error_rate_where_throttling_starts" {
      return ThrottleFluid.errorWhereThrottlingStarts(multiplier: row["K"])
    }
    guard row.name.hasPrefix("sre_throttle") else { return nil }
    let throttle = ThrottleFluid(
      requestRate: row["arrival_rate"],
      backendCapacity: row["backend_capacity"],
      multiplier: row["K"]
    )
    return row.metric == "backend_rate" ? throttle.backendRate : throttle.localRejectShare
  }

  private static func breakers(_ row: OracleRow) throws -> Double? {
    if row.name.hasPrefix("breaker_window") {
      let window = try BreakerWindow(
        error: row["error"],
        window: row.integer("window_calls"),
        minimum: row.integer("minimum_calls"),
        failures: row.integer("trip_at_failures")
      )
      if row.metric == "mean_calls_to_trip" { return window.meanCallsToTrip }
      return window.tripped(within: Int(row.metric.split(separator: " ")[2]) ?? 0)
    }
    guard row.name.hasPrefix("breaker_consec") else { return nil }
    let breaker = BreakerRenewal(
      error: row["error"],
      failures: row.integer("consecutive_failures"),
      openTime: row["open_s"],
      successes: row.integer("successes_to_close"),
      callRate: row["call_rate"]
    )
    switch row.metric {
    case "calls_to_trip": return breaker.callsToTrip
    case "opens_per_hour": return breaker.opensPerHour
    case "open_fraction": return breaker.openFraction
    default: return breaker.admittedFraction
    }
  }

  private static func statistics(_ row: OracleRow) throws -> Double? {
    switch row.metric {
    case "quantile": return SpecialFunctions.studentQuantile(row["p"], df: row["df"])
    case "half_width_95":
      return ConfidenceInterval.student(
        mean: row["mean"],
        variance: row["var"],
        count: row.integer("pilot_n")
      ).halfWidth
    case "sigma":
      guard case .lognormal(_, let sigma) = try lognormal(row).shape else { return nil }
      return sigma
    case "mean": return try lognormal(row).mean
    default: return nil
    }
  }
}
