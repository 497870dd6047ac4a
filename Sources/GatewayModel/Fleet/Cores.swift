/// The processors of the fleet: when each core will have done what it was given.
///
/// Work is taken in order of arrival by the first core that becomes free, so its end is known when it
/// is given: a queue before c cores without an event of its own.
struct Cores {
  private let cores: Int
  private var freeAt: ContiguousArray<Int64>
  /// Work given so far, over all servers, in nanoseconds.
  private(set) var given: Int64 = 0

  /// When the level was last read, and what had been done by then.
  var readAt: Int64 = 0
  var readDone: Int64 = 0

  init(servers: Int, cores: Int) {
    self.cores = max(1, cores)
    freeAt = .init(repeating: 0, count: servers * max(1, cores))
  }

  /// Gives a server work of now; when it will be done.
  mutating func take(_ server: Int, _ span: Int64, at now: Int64) -> Int64 {
    let first = server * cores
    var best = first
    for core in first..<(first + cores) where freeAt[core] < freeAt[best] { best = core }
    freeAt[best] = max(now, freeAt[best]) &+ span
    given &+= span
    return freeAt[best]
  }

  /// Work that was given and is not done yet, in nanoseconds.
  func outstanding(at now: Int64) -> Int64 {
    freeAt.reduce(0) { $0 &+ max(0, $1 &- now) }
  }

  /// Work that has been done by now.
  func done(at now: Int64) -> Int64 { given &- outstanding(at: now) }

  /// A server was restarted: what it had been given is gone.
  mutating func clear(_ server: Int, at now: Int64) {
    for core in (server * cores)..<((server + 1) * cores) {
      given &-= max(0, freeAt[core] &- now)
      freeAt[core] = min(freeAt[core], now)
    }
  }
}
