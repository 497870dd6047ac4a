import GatewayCore
import Policies
import Simulation
import Statistics
import TimeAndChance

/// Faults that hit a connection, a host, a server or a token as a whole.
extension GatewayWorld {
  /// Who makes the call of a message.
  func suspect(_ handle: Slab<Message>.Handle) -> Suspect {
    let message = messages[handle.index]
    let server = Int(message.server)
    let lane = Int(message.delivery.lane)
    let place = Int(message.delivery.lease.connection)
    let side = peers.book[server, lane, place]
    let identity = ConnectionIdentity(
      server: server,
      lane: lane,
      life: servers[server].life,
      connection: ConnectionID(index: UInt16(place), incarnation: side.incarnation)
    )
    return Suspect(
      identity: identity,
      host: side.host,
      token: message.token == 0 ? message.id : UInt64(message.token)
    )
  }

  /// Who a connection is, apart from any call on it.
  func suspect(_ server: Int, _ lane: Int, _ connection: ConnectionID, host: UInt32) -> Suspect {
    let identity = ConnectionIdentity(
      server: server,
      lane: lane,
      life: servers[server].life,
      connection: connection
    )
    return Suspect(identity: identity, host: host, token: identity.first ^ identity.second << 20)
  }

  /// Changes how an attempt will go by whatever ails its connection, host, server or token.
  mutating func afflict(
    _ handle: Slab<Message>.Handle,
    _ prospect: inout ProviderState.Prospect,
    at now: Instant
  ) {
    let lane = Int(messages[handle.index].delivery.lane)
    if isBeyondGoAway(handle) {
      prospect.fate = AnswerMix.silence
      return
    }
    guard !troubles[lane].isEmpty else { return }
    let suspect = suspect(handle)
    for trouble in troubles[lane] {
      let luck = suspect.luck(trouble.among, trouble.luck)
      switch trouble.kind {
      case .refused: break
      case .silent:
        if luck < trouble.share(at: now.nanoseconds) {
          prospect.fate = AnswerMix.silence
          return
        }
      case .latency(let factor):
        if luck < trouble.share(at: now.nanoseconds) {
          let slowed = Double(prospect.work) * factor.value(at: now.nanoseconds)
          prospect.work = nanosecondsRounded(slowed)
        }
      case .answers(let answers):
        guard let hit = Self.hit(answers, luck, at: now.nanoseconds), hit.isEarly else { break }
        prospect.fate = hit.fate
        if let sampler = hit.sampler {
          var draws = trouble.luck.draws(
            message: messages[handle.index].id,
            attempt: UInt64(messages[handle.index].delivery.attempts) &+ 2
          )
          prospect.work = sampler.nanoseconds(using: &draws)
        }
      }
    }
  }

  /// The answer that an ailing connection, host, server or token gives to a call that completes now.
  func afflicted(_ handle: Slab<Message>.Handle, at now: Instant) -> AnswerMix.Reply? {
    let lane = Int(messages[handle.index].delivery.lane)
    guard !troubles[lane].isEmpty else { return nil }
    let suspect = suspect(handle)
    for trouble in troubles[lane] {
      guard case .answers(let answers) = trouble.kind else { continue }
      let luck = suspect.luck(trouble.among, trouble.luck)
      if let hit = Self.hit(answers, luck, at: now.nanoseconds), !hit.isEarly { return hit.reply }
    }
    return nil
  }

  private static func hit(_ answers: [LiveAnswer], _ luck: Double, at now: Int64) -> LiveAnswer? {
    var edge = 0.0
    for answer in answers {
      edge += answer.value(at: now)
      if luck < edge { return answer }
    }
    return nil
  }

  /// Whether what travels on the connection of a message is lost now.
  func isCutOff(_ handle: Slab<Message>.Handle, at now: Instant) -> Bool {
    let suspect = suspect(handle)
    return isSilent(suspect, at: now)
  }

  /// Whether a connection is a black hole now.
  func isSilent(_ suspect: Suspect, at now: Instant) -> Bool {
    troubles[suspect.identity.lane].contains { trouble in
      guard case .silent = trouble.kind else { return false }
      return suspect.luck(trouble.among, trouble.luck) < trouble.share(at: now.nanoseconds)
    }
  }

  private func isBeyondGoAway(_ handle: Slab<Message>.Handle) -> Bool {
    let message = messages[handle.index]
    let server = Int(message.server)
    let lane = Int(message.delivery.lane)
    let side = peers.book[server, lane, Int(message.delivery.lease.connection)]
    guard side.goneAbove != .max else { return false }
    let stream = servers[server].machine.lanes[lane].pool.streamID(of: message.delivery.lease)
    return stream > side.goneAbove
  }

  /// An answer was lost on its way: the call goes on until its own limit.
  mutating func lose(
    _ handle: Slab<Message>.Handle,
    _ reply: AnswerMix.Reply,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    if reply.reaches { messages[handle.index].marks.insert(.reached) }
    let delivery = messages[handle.index].delivery
    let limit = servers[Int(messages[handle.index].server)].machine.limit(of: delivery)
    guard limit < .distantFuture else { return }
    agenda.schedule(
      WorldEvent(.timeout, handle, attempt: delivery.attempts).bits,
      at: max(limit, now)
    )
  }
}
