public import TimeAndChance

extension StreamPool {
  /// Returns when an open connection was opened, nil when it is not open.
  ///
  /// A warm start spreads these times over the past.
  public func openedAt(_ connection: ConnectionID) -> Instant? {
    isUp(connection) ? Instant(nanoseconds: cold[Int(connection.index)].openedAt) : nil
  }

  /// Returns since when an open connection has had no stream, nil when it has one or is not open.
  public func idleSince(_ connection: ConnectionID) -> Instant? {
    guard isUp(connection), hot[Int(connection.index)].open == 0 else { return nil }
    return Instant(nanoseconds: hot[Int(connection.index)].lastEnd)
  }

  private func isUp(_ connection: ConnectionID) -> Bool {
    let place = Int(connection.index)
    return place < hot.count && cold[place].incarnation == connection.incarnation
      && hot[place].state.isUp
  }
}
