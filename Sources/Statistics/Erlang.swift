/// Erlang's formulas: a Poisson stream of work in front of `servers` equal servers.
///
/// `offered` is arrival rate times mean service time, in erlangs: the mean number in service if
/// nobody were ever refused. Both formulas hold up to 10⁵ servers and more, in one step each.
package enum Erlang {
  /// Returns the share that is refused when nobody can wait (Erlang B, 1917).
  ///
  /// Holds for every distribution of the service time (Sevastyanov 1957).
  package static func blocking(servers: Int, offered: Double) -> Double {
    precondition(servers >= 0 && offered >= 0, "\(servers) servers, \(offered) erlangs")
    if offered == 0 { return servers == 0 ? 1 : 0 }
    var blocking = 1.0
    for n in 1..<max(1, servers + 1) { blocking = next(blocking, servers: n, offered) }
    return blocking
  }

  /// Returns the share that has to wait when everybody does (Erlang C, 1917); 1 at overload.
  package static func waiting(servers: Int, offered: Double) -> Double {
    if offered >= Double(servers) { return 1 }
    return waiting(blocking: blocking(servers: servers, offered: offered), servers, offered)
  }

  /// Returns the blocking of `servers` from that of one server less.
  static func next(_ blocking: Double, servers: Int, _ offered: Double) -> Double {
    offered * blocking / (Double(servers) + offered * blocking)
  }

  static func waiting(blocking: Double, _ servers: Int, _ offered: Double) -> Double {
    let load = offered / Double(servers)
    return blocking / (1 - load * (1 - blocking))
  }
}
