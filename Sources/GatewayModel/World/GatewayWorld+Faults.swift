import Simulation
import TimeAndChance

extension GatewayWorld {
  /// A fault begins (even turn) or ends (odd turn).
  mutating func turn(_ turn: Int, at now: Instant, on agenda: inout Agenda) {
    let index = turn / 2
    let fault = faults.faults[index]
    let begins = turn % 2 == 0
    faults.set(index, acts: begins)
    recorder.events.append(
      WorldRecord(
        nanoseconds: now.nanoseconds,
        what: .fault,
        server: -1,
        lane: fault.lane,
        fault: index,
        from: begins ? "healthy" : "acting",
        to: begins ? "acting" : "over",
        reason: fault.name
      )
    )
    if fault.lane >= 0 { refresh(fault.lane) }
    if !routes.isEmpty { alarmRoutes(fault.lane, begins: begins, at: now, on: &agenda) }
    switch fault.act {
    case .answers, .latency, .silent, .refuse: break
    case .corrupt(let share): corrupt(fault.lane, begins ? share : 0)
    case .streams: if fault.lane >= 0 { sendSettings(fault.lane, at: now, on: &agenda) }
    case .close: if begins { goAwayWave(index, at: now, on: &agenda) }
    case .capacity: if fault.lane >= 0 { bendCapacity(fault.lane, at: now, on: &agenda) }
    case .lose, .crash, .deploy, .policy:
      turnFleet(index, begins: begins, at: now, on: &agenda)
    }
  }

  /// Recomputes what a provider does from its base and the faults that act.
  private mutating func refresh(_ lane: Int) {
    var live: [LiveAnswer] = []
    var replaced: [String] = []
    var slow: [LiveFactor] = []
    var far: [LiveFactor] = []
    var whole: [Trouble] = []
    for (index, fault) in faults.acting(on: lane) {
      let since = fault.at.wholeNanoseconds
      let isWhole = fault.among != .calls
      switch fault.act {
      case .answers(let shares):
        let place = faults.firstAnswer(of: index, plan)
        let answers = shares.enumerated().map {
          LiveAnswer($1, place: place + $0, since: since, envelope: fault.envelope)
        }
        if isWhole {
          whole.append(trouble(index, .answers(answers)))
        } else {
          replaced += shares.map(\.key)
          live += answers
        }
      case .latency(let profile):
        let factor = LiveFactor(profile: profile, envelope: fault.envelope, since: since)
        if isWhole {
          whole.append(trouble(index, .latency(factor), Profile(constant: fault.share)))
        } else if case .network = fault.hits {
          far.append(factor)
        } else {
          slow.append(factor)
        }
      case .silent(let share):
        if isWhole {
          whole.append(trouble(index, .silent, Profile(constant: share)))
        } else {
          let place = faults.firstAnswer(of: index, plan)
          replaced.append("no-answer")
          live.append(
            LiveAnswer(.silence(share), place: place, since: since, envelope: fault.envelope)
          )
        }
      case .refuse(let share): whole.append(trouble(index, .refused, share))
      case .streams, .close, .lose, .crash, .deploy, .corrupt, .policy, .capacity: break
      }
    }
    let kept = ProviderState.base(providers[lane].plan).filter { !replaced.contains($0.share.key) }
    providers[lane].set(answers: kept + live)
    providers[lane].slowdowns = slow
    providers[lane].networkSlowdowns = far
    troubles[lane] = whole
    isTroubled = hasZombies || troubles.contains { !$0.isEmpty }
  }

  private func trouble(
    _ index: Int,
    _ kind: Trouble.Kind,
    _ share: Profile = Profile(constant: 1)
  ) -> Trouble {
    Trouble(faults.faults[index], index: index, seed: seed, kind: kind, share: share)
  }
}

extension FaultDesk {
  /// Where the answers of a fault stand in the list of its provider.
  func firstAnswer(of index: Int, _ plan: WorldPlan) -> Int {
    let lane = faults[index].lane
    var place = plan.providers[lane].answers.count
    for fault in faults[..<index] where fault.lane == lane {
      switch fault.act {
      case .answers(let shares): place += shares.count
      case .silent: place += 1
      case .latency, .streams, .close, .lose, .crash, .deploy, .corrupt, .policy, .capacity,
        .refuse:
        break
      }
    }
    return place
  }
}
