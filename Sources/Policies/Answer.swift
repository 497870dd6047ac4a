/// What came back from one attempt: a response, or the reason why there was none.
///
/// The body parses the provider's bytes once and hands over this small trivial value (13 bytes,
/// 16 in an array). The decision key is status *and* reason *and* detail: 429 alone has five
/// different meanings, and APNs gives fourteen reasons under 400.
public struct Answer: Sendable, Hashable, BitwiseCopyable {
  /// How long the provider asked us to wait, in nanoseconds; negative when it did not say.
  public var retryAfterNanoseconds: Int64

  /// The HTTP status or SMTP reply code; 0 when nothing was read.
  public var status: UInt16

  /// The provider's own name for what happened, or `.none`.
  public var reason: Reason

  /// What the reason is about where one name covers several cases, or `.none`.
  public var detail: Detail

  /// What broke below the response, or `.none` when a response was read.
  public var transport: Transport

  /// Creates the answer that carries a response.
  ///
  /// - Parameters:
  ///   - status: The HTTP status or SMTP reply code.
  ///   - reason: The provider's own name for it, when there was one.
  ///   - detail: What the reason is about, when the provider said.
  ///   - retryAfterNanoseconds: The wait that the provider asked for; negative for none.
  @inlinable
  public init(
    status: UInt16,
    reason: Reason = .none,
    detail: Detail = .none,
    retryAfterNanoseconds: Int64 = -1
  ) {
    self.retryAfterNanoseconds = retryAfterNanoseconds
    self.status = status
    self.reason = reason
    self.detail = detail
    transport = .none
  }

  /// Creates the answer to an attempt that no response ended.
  @inlinable
  public init(_ transport: Transport) {
    self.init(status: 0)
    self.transport = transport
  }

  /// Creates the answer with this reason and the status that it usually travels with.
  @inlinable
  public init(
    _ reason: Reason,
    detail: Detail = .none,
    retryAfterNanoseconds: Int64 = -1
  ) {
    self.init(
      status: reason.usualStatus,
      reason: reason,
      detail: detail,
      retryAfterNanoseconds: retryAfterNanoseconds
    )
  }

  /// The plain success of HTTP.
  @inlinable
  public static var accepted: Answer { Answer(status: 200) }

  /// What a reason is about when its name alone does not tell.
  ///
  /// FCM hides it in typed details of the error body: `FcmError` or `BadRequest` with a field, and
  /// `QuotaFailure` for the three kinds of 429.
  public enum Detail: UInt8, Sendable, Hashable, CaseIterable, BitwiseCopyable {
    /// The body named nothing.
    case none
    /// The registration token is at fault.
    case token
    /// The payload or another field is at fault.
    case payload
    /// The quota of the project's messages is spent.
    case messageRate
    /// One device got too many.
    case deviceRate
    /// One topic's subscribers got too many.
    case topicRate
  }

  /// What can break below a response.
  ///
  /// The difference that matters is whether the provider may have acted on the request.
  public enum Transport: UInt8, Sendable, Hashable, CaseIterable, BitwiseCopyable {
    /// Nothing broke; a response was read.
    case none
    /// No response in time; the provider may have acted.
    case timeout
    /// The connection died after the request was written; the provider may have acted.
    case connectionLost
    /// The stream was refused before any processing (RFC 9113, section 8.7): safe to resend.
    case refusedStream
    /// The stream lies above the GOAWAY's last identifier: not processed, safe to resend.
    case goAwayUnprocessed
    /// No connection could be made; nothing was sent.
    case connectFailed
  }
}
