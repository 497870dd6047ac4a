extension Answer {
  /// Creates the answer that scenarios call `name`.
  ///
  /// A status (`503`), a reason in the provider's spelling (`UNAVAILABLE`), a reason with its
  /// detail (`QUOTA_EXCEEDED.device-rate`), or what broke below the response (`no-answer`,
  /// `connection-lost`).
  ///
  /// - Parameter name: The text of a scenario's key; letter case counts.
  public init?(named name: String) {
    switch ResponseTable.Key(named: name) {
    case .status(let status): self.init(status: status)
    case .reason(let reason, let detail): self.init(reason, detail: detail ?? .none)
    case .transport(let transport): self.init(transport)
    case .statusClass, nil: return nil
    }
  }
}

extension Answer.Detail {
  /// The detail as scenarios spell it; empty for `.none`.
  public var name: String {
    switch self {
    case .none: ""
    case .token: "token"
    case .payload: "payload"
    case .messageRate: "message-rate"
    case .deviceRate: "device-rate"
    case .topicRate: "topic-rate"
    }
  }
}

extension Answer.Transport {
  /// The fault as scenarios spell it; empty for `.none`.
  public var name: String {
    switch self {
    case .none: ""
    case .timeout: "no-answer"
    case .connectionLost: "connection-lost"
    case .refusedStream: "refused-stream"
    case .goAwayUnprocessed: "goaway"
    case .connectFailed: "connect-failed"
    }
  }
}

extension ResponseTable.Key {
  /// Creates the key that scenarios call `name`.
  ///
  /// As for an answer, and `5xx` for a class of statuses. Numbers above 999 are vendors' error
  /// codes, and those are reasons.
  ///
  /// - Parameter name: The text of a scenario's key; letter case counts.
  public init?(named name: String) {
    guard !name.isEmpty else { return nil }
    if let status = UInt16(name), (100...999).contains(status) {
      self = .status(status)
    } else if name.count == 3, name.hasSuffix("xx"), let digit = UInt8(name.prefix(1)), digit > 0 {
      self = .statusClass(digit)
    } else if let fault = Answer.Transport.allCases.first(where: { $0.name == name }) {
      self = .transport(fault)
    } else if let reason = Answer.Reason(named: name) {
      self = .reason(reason, nil)
    } else {
      self.init(reasonWithDetail: name)
    }
  }

  /// The key as scenarios spell it.
  public var name: String {
    switch self {
    case .reason(let reason, nil): reason.name
    case .reason(let reason, let detail?): reason.name + "." + detail.name
    case .status(let status): String(status)
    case .statusClass(let hundreds): String(hundreds) + "xx"
    case .transport(let transport): transport.name
    }
  }

  private init?(reasonWithDetail name: String) {
    guard
      let point = name.lastIndex(of: "."),
      let reason = Answer.Reason(named: String(name[..<point])),
      let detail = Answer.Detail.allCases.first(where: {
        $0 != .none && $0.name == name[name.index(after: point)...]
      })
    else { return nil }
    self = .reason(reason, detail)
  }
}
