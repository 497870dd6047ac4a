/// The processors of the fleet: when each core will have done what it was given.
///
/// Work is taken in order of arrival by the first core that becomes free, so its end is known when it
/// is given: a queue before c cores without an event of its own.
struct Cores {
  private let cores: Int
  private var freeAt: ContiguousArray<Int64>
  /// By server: work given so far, and what had been done when it was last asked about.
  private var givenTo: ContiguousArray<Int64>
  private var seenDone: ContiguousArray<Int64>
  private var seenAt: ContiguousArray<Int64>
  /// Work given so far, over all servers, in nanoseconds.
  private(set) var given: Int64 = 0

  /// When the level was last read, and what had been done by then.
  var readAt: Int64 = 0
  var readDone: Int64 = 0

  init(servers: Int, cores: Int) {
    self.cores = max(1, cores)
    freeAt = .init(repeating: 0, count: servers * max(1, cores))
    givenTo = .init(repeating: 0, count: servers)
    seenDone = .init(repeating: 0, count: servers)
    seenAt = .init(repeating: 0, count: servers)
  }

  /// Gives a server work of now; when it will be done.
  mutating func take(_ server: Int, _ span: Int64, at now: Int64) -> Int64 {
    let first = server * cores
    var best = first
    for core in first..<(first + cores) where freeAt[core] < freeAt[best] { best = core }
    freeAt[best] = max(now, freeAt[best]) &+ span
    given &+= span
    givenTo[server] &+= span
    return freeAt[best]
  }

  /// Work that was given and is not done yet, in nanoseconds.
  func outstanding(at now: Int64) -> Int64 {
    freeAt.reduce(0) { $0 &+ max(0, $1 &- now) }
  }

  /// Work that has been done by now.
  func done(at now: Int64) -> Int64 { given &- outstanding(at: now) }

  /// The share of a server's processors that was busy since it was last asked, in [0, 1].
  mutating func use(of server: Int, at now: Int64) -> Double {
    var left: Int64 = 0
    for core in (server * cores)..<((server + 1) * cores) { left &+= max(0, freeAt[core] &- now) }
    let done = givenTo[server] &- left
    let span = now - seenAt[server]
    let share = Double(done - seenDone[server]) / Double(max(1, span) * Int64(cores))
    seenDone[server] = done
    seenAt[server] = now
    return min(1, max(0, share))
  }

  /// A server was restarted: what it had been given is gone.
  mutating func clear(_ server: Int, at now: Int64) {
    for core in (server * cores)..<((server + 1) * cores) {
      given &-= max(0, freeAt[core] &- now)
      givenTo[server] &-= max(0, freeAt[core] &- now)
      freeAt[core] = min(freeAt[core], now)
    }
  }
}
