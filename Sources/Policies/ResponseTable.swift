/// What a provider's answers mean, as rows of data: the source of a `Classifier`.
///
/// Tables are values, so a variant is a copy with some rows set: `apple.setting(.status(503), to:
/// .park)`. Precedence is by narrowness of the key (reason with detail, reason, status, class of
/// statuses, everything else), then the later row.
public struct ResponseTable: Sendable, Hashable {
  /// The name that scenarios use.
  public var name: String

  /// One sentence: whose table it is and what it is for.
  public var summary: String

  /// The rows, in the order of the provider's page.
  public private(set) var rows: [Row]

  /// The verdict on whatever no row matches.
  public var otherwise: Verdict

  /// Creates a table.
  public init(_ name: String, _ summary: String, otherwise: Verdict, rows: [Row]) {
    self.name = name
    self.summary = summary
    self.otherwise = otherwise
    self.rows = rows
  }

  /// Which answers a row speaks about.
  public enum Key: Sendable, Hashable {
    /// A reason; with a detail only when it is about that.
    case reason(Answer.Reason, Answer.Detail?)
    /// One status.
    case status(UInt16)
    /// All statuses with this first digit: 5 for 500 to 599.
    case statusClass(UInt8)
    /// Something that broke below the response.
    case transport(Answer.Transport)

    /// The status that answers under this key carry, when there is exactly one.
    public var status: UInt16? {
      switch self {
      case .reason(let reason, _): reason.usualStatus
      case .status(let status): status
      case .statusClass, .transport: nil
      }
    }
  }

  /// One row: what is matched, what it means, and how we know.
  public struct Row: Sendable, Hashable {
    /// Which answers the row speaks about.
    public var key: Key
    /// What they mean.
    public var verdict: Verdict
    /// How we know.
    public var mark: SourceMark
    /// Where it is written, or why we chose it.
    public var source: String

    /// Creates a row.
    public init(_ key: Key, _ verdict: Verdict, _ mark: SourceMark, _ source: String) {
      if case .statusClass(let hundreds) = key {
        precondition(hundreds <= 9, "a status has three digits, found class \(hundreds)")
      }
      self.key = key
      self.verdict = verdict
      self.mark = mark
      self.source = source
    }
  }

  /// Returns this table with another action for one key, and everything under it.
  ///
  /// A status takes its reasons along: `503: park` also parks `ServiceUnavailable`. Whom the answer
  /// concerns and what it says about the provider's health stay as they were, unless the action
  /// itself says otherwise; a floor stays too.
  ///
  /// - Parameters:
  ///   - key: What to change.
  ///   - action: What to do from now on.
  ///   - source: Who wants it, for `explain`.
  /// - Returns: The changed copy.
  public func setting(
    _ key: Key,
    to action: Verdict.Action,
    because source: String = "set by the user"
  ) -> ResponseTable {
    let before = Classifier(self).verdict(for: key.example)
    var table = self
    for index in rows.indices where key.covers(rows[index].key) {
      table.rows[index].verdict = rows[index].verdict.acting(action)
      table.rows[index].mark = .proposal
      table.rows[index].source = source
    }
    if !rows.contains(where: { $0.key == key }) {
      table.rows.append(Row(key, before.acting(action), .proposal, source))
    }
    return table
  }

  /// Returns this table with the rows of `other` laid over it, under a new name.
  ///
  /// Two providers' tables combine without conflict where their reasons differ; on a plain status
  /// the rows of `other` win.
  public func merging(_ other: ResponseTable, as name: String) -> ResponseTable {
    var table = self
    table.name = name
    table.rows += other.rows
    return table
  }
}

extension ResponseTable.Key {
  /// Whether everything that `other` matches falls under this key.
  func covers(_ other: Self) -> Bool {
    switch (self, other) {
    case (.statusClass(let hundreds), .statusClass(let theirs)): hundreds == theirs
    case (.statusClass(let hundreds), _): other.status.map { $0 / 100 == hundreds } ?? false
    case (.status(let status), _): other.status == status
    case (.reason(let reason, nil), .reason(let theirs, _)): reason == theirs
    case (.reason, _), (.transport, _): self == other
    }
  }

  /// An answer that this key matches.
  var example: Answer {
    switch self {
    case .reason(let reason, let detail): Answer(reason, detail: detail ?? .none)
    case .status(let status): Answer(status: status)
    case .statusClass(let hundreds): Answer(status: UInt16(hundreds) * 100 + 99)
    case .transport(let transport): Answer(transport)
    }
  }
}

extension Verdict {
  /// Returns this verdict with another action, and the scope that the action implies.
  func acting(_ action: Action) -> Verdict {
    var verdict = self
    verdict.action = action
    switch action {
    case .backOffDevice, .backOffProject, .backOffTopic, .prune, .dropAlert, .refreshCredential,
      .retryOnNewConnection:
      verdict.scope = action.usualScope
    case .done, .retry, .park, .drop, .failOver:
      break
    }
    if action == .done { verdict.evidence = .success }
    return verdict
  }
}
