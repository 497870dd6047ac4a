import Policies
import Statistics
import TimeAndChance

/// One answer that may come instead of success, and how its share runs on from here.
struct LiveAnswer: Sendable {
  var share: AnswerShare
  /// When the profile began, in nanoseconds.
  var since: Int64
  /// A ramp at both ends multiplies the share.
  var envelope: Profile?
  /// Connections, hosts, servers or tokens that fail as a whole are chosen elsewhere.
  var sampler: Sampler?
  /// Its place in the provider's list of everything that may ever be decided at a start.
  var place: UInt8 = 0

  init(_ share: AnswerShare, place: Int = 0, since: Int64 = 0, envelope: Profile? = nil) {
    self.place = UInt8(place)
    self.share = share
    self.since = since
    self.envelope = envelope
    sampler = share.takes.map { Sampler($0) }
  }

  func value(at now: Int64) -> Double {
    let elapsed = Duration.nanoseconds(now - since)
    let plain = share.share.value(after: elapsed)
    guard let envelope else { return plain }
    return plain * envelope.value(after: elapsed)
  }
}

/// Everything beside success that a provider answers now, laid out along [0, 1).
///
/// Answers with a latency of their own, or none at all, are decided when the attempt starts; the
/// others when it completes: a call that began before an outage and ends in it fails.
struct AnswerMix: Sendable {
  /// Not decided yet.
  static var open: UInt8 { 0 }
  /// The quota is spent.
  static var overQuota: UInt8 { 1 }
  /// The provider is full.
  static var full: UInt8 { 2 }
  /// Nobody will answer.
  static var silence: UInt8 { 3 }
  static var first: UInt8 { 4 }
  /// The device has had too many.
  static var overDevice: UInt8 { 254 }
  /// The provider's own clock has run out.
  static var tooSlow: UInt8 { 255 }

  struct Reply: Sendable, BitwiseCopyable {
    var answer: Answer
    /// Nobody answers.
    var isSilent = false
    /// The device gets the message all the same.
    var reaches: Bool

    static var success: Reply { Reply(answer: .accepted, reaches: true) }
    var isSuccess: Bool { !isSilent && answer.isAccepted }
  }

  private let early: [LiveAnswer]
  private let late: [LiveAnswer]
  /// Shares that never change are added up once.
  private let constant: Bool
  private let earlyTotal: Double
  private let total: Double
  private let replies: [Reply]
  /// Where each late answer's share ends, for shares that never change; flat, because an outage asks
  /// this of every call.
  private let edges: ContiguousArray<Double>
  private let lateReplies: ContiguousArray<Reply>

  /// - Parameters:
  ///   - answers: What may come beside success.
  ///   - replies: By place: what was decided by a fault that is over stays decided.
  init(_ answers: [LiveAnswer], replies: [Reply]) {
    early = answers.filter(\.isEarly)
    late = answers.filter { !$0.isEarly }
    constant = answers.allSatisfy { $0.share.share.isConstant && $0.envelope == nil }
    earlyTotal = early.reduce(0) { $0 + $1.value(at: 0) }
    total = late.reduce(earlyTotal) { $0 + $1.value(at: 0) }
    self.replies = replies
    var edge = earlyTotal
    var edges: ContiguousArray<Double> = []
    for answer in late {
      edge += answer.value(at: 0)
      edges.append(edge)
    }
    self.edges = edges
    lateReplies = ContiguousArray(late.map(\.reply))
  }

  /// Whether anything beside success is decided at completion.
  @inline(__always)
  var isActive: Bool { !late.isEmpty }
  /// Whether anything is decided at the start of an attempt.
  @inline(__always)
  var decidesEarly: Bool { !early.isEmpty }

  /// The fate of an attempt that starts now, `open` when it is decided at completion.
  func early(_ luck: Double, at now: Int64) -> UInt8 {
    if constant && luck >= earlyTotal { return Self.open }
    var edge = 0.0
    for answer in early {
      edge += answer.value(at: now)
      if luck < edge { return Self.first + answer.place }
    }
    return Self.open
  }

  /// The latency that an answer brings with it.
  func work(of fate: UInt8, using draws: inout KeyedStream) -> Int64? {
    guard fate >= Self.first else { return nil }
    return early.first { $0.fate == fate }?.sampler?.nanoseconds(using: &draws)
  }

  /// What an attempt that completes now is answered.
  func reply(_ luck: Double, at now: Int64) -> Reply {
    if constant {
      guard luck < total, luck >= earlyTotal else { return .success }
      for place in edges.indices where luck < edges[place] { return lateReplies[place] }
      return .success
    }
    var edge = early.reduce(0) { $0 + $1.value(at: now) }
    guard luck >= edge else { return .success }
    for answer in late {
      edge += answer.value(at: now)
      if luck < edge { return answer.reply }
    }
    return .success
  }

  /// What was decided at the start of the attempt.
  func reply(decided fate: UInt8) -> Reply {
    switch fate {
    case Self.silence: return Reply(answer: Answer(.timeout), isSilent: true, reaches: false)
    case Self.overQuota: return Reply(answer: Answer(status: 429), reaches: false)
    case Self.full: return Reply(answer: Answer(status: 503), reaches: false)
    case Self.tooSlow: return Reply(answer: Answer(status: 500), reaches: false)
    default:
      let index = Int(fate) - Int(Self.first)
      return index < replies.count ? replies[index] : .success
    }
  }
}

extension LiveAnswer {
  /// Whether it is decided when an attempt starts.
  var isEarly: Bool { share.takes != nil || share.reply == .silence }
  /// What it is called when it is decided at the start.
  var fate: UInt8 { AnswerMix.first + place }

  var reply: AnswerMix.Reply {
    switch share.reply {
    case .silence:
      AnswerMix.Reply(answer: Answer(.timeout), isSilent: true, reaches: share.delivered)
    case .answer(let answer):
      AnswerMix.Reply(answer: answer, reaches: share.delivered || answer.isAccepted)
    }
  }
}

extension Answer {
  /// The provider took the message.
  var isAccepted: Bool { (200..<300).contains(status) && transport == .none && reason == .none }
}
