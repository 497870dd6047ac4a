import Policies

/// The verdicts that occur in more than one table.
extension Verdict {
  static let second: Int64 = 1_000_000_000

  static let accepted = Verdict(.done, .message, .success)

  /// Our configuration is wrong: neither a retry nor a pruned token would mend it.
  static let ourMistake = Verdict(.dropAlert, .own, .alive)

  static let uselessCredential = Verdict(.dropAlert, .credential, .alive)

  static let deadToken = Verdict(.prune, .device, .alive)

  /// Looks like a dead token, but a mistake of ours looks the same.
  static let suspectToken = Verdict(.prune, .device, .alive, flags: .guarded)

  static let gaveUp = Verdict(.drop, .message, .alive)

  static let failedForGood = Verdict(.drop, .message, .dead)

  static func transient(_ evidence: Evidence, after seconds: Int64 = 0) -> Verdict {
    Verdict(.retry, .provider, evidence, floorNanoseconds: seconds * second)
  }

  /// The provider asks the whole project to slow down; `silent` stands in for a missing header.
  static func slowProject(silent seconds: Int64 = 0) -> Verdict {
    Verdict(.backOffProject, .project, .alive, retryAfterNanoseconds: seconds * second)
  }

  /// Returns this verdict, marked as one that the provider holds against the sender.
  var heldAgainstUs: Verdict { flagged(.eatsErrorBudget) }

  func flagged(_ more: Flags) -> Verdict {
    var verdict = self
    verdict.flags.formUnion(more)
    return verdict
  }
}

extension ResponseTable {
  /// What breaks below the response, as careful senders judge it.
  ///
  /// - Parameter seconds: The pause before repeating a request that the provider may have seen.
  /// - Returns: One row for each way of breaking.
  static func transportRows(retryAfter seconds: Int64 = 0) -> [Row] {
    [
      Row(
        .transport(.timeout),
        .transient(.dead, after: seconds).flagged(.outcomeUnknown),
        .proposal,
        "the provider may have acted: repeating can duplicate"
      ),
      Row(
        .transport(.connectionLost),
        Verdict(
          .retryOnNewConnection,
          .connection,
          .dead,
          floorNanoseconds: seconds * Verdict.second,
          flags: [.outcomeUnknown, .newConnection]
        ),
        .proposal,
        "the request was written: repeating can duplicate"
      ),
      Row(
        .transport(.refusedStream),
        Verdict(.retry, .connection, .none),
        .documented,
        Page.http2Safe
      ),
      Row(
        .transport(.goAwayUnprocessed),
        Verdict(.retryOnNewConnection, .connection, .none, flags: .newConnection),
        .documented,
        Page.http2GoAway
      ),
      Row(
        .transport(.connectFailed),
        Verdict(.retryOnNewConnection, .provider, .dead, flags: .newConnection),
        .proposal,
        "nothing was sent"
      ),
    ]
  }

  /// The same verdict on everything that breaks below the response.
  static func transportRows(
    all verdict: Verdict,
    _ mark: SourceMark,
    _ source: String
  ) -> [Row] {
    Answer.Transport.allCases.filter { $0 != .none }.map { transport in
      let mayHaveActed = transport == .timeout || transport == .connectionLost
      return Row(
        .transport(transport),
        mayHaveActed ? verdict.flagged(.outcomeUnknown) : verdict,
        mark,
        source
      )
    }
  }

  /// One verdict for several reasons from one source.
  static func rows(
    _ reasons: [Answer.Reason],
    _ verdict: Verdict,
    _ mark: SourceMark,
    _ source: String
  ) -> [Row] {
    reasons.map { Row(.reason($0, nil), verdict, mark, source) }
  }

  /// One verdict for several statuses from one source.
  static func rows(
    statuses: [UInt16],
    _ verdict: Verdict,
    _ mark: SourceMark,
    _ source: String
  ) -> [Row] {
    statuses.map { Row(.status($0), verdict, mark, source) }
  }
}
