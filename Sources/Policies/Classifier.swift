/// Turns an answer into a verdict: a pure function, compiled from a `ResponseTable`.
///
/// A lookup is one index into 3 KB of cells and one into the distinct verdicts; it allocates
/// nothing and decides nothing that is not in the table. The order of precedence is reason with
/// detail, then what broke below the response, then status. Copies share their storage.
public struct Classifier: Sendable {
  /// The name of the table that this classifier was built from.
  public let name: String

  /// For every key the position of its verdict; 0 in the reasons' part means "ask the status".
  @usableFromInline
  let cells: ContiguousArray<UInt8>

  /// The distinct verdicts; position 0 is never used.
  @usableFromInline
  let verdicts: ContiguousArray<Verdict>

  /// Compiles a table; later rows win over earlier ones with the same key.
  ///
  /// - Parameter table: At most 255 different verdicts.
  public init(_ table: ResponseTable) {
    var builder = Builder()
    builder.fill(with: table)
    name = table.name
    cells = builder.cells
    verdicts = builder.verdicts
  }

  /// Returns what `answer` means and what to do about it.
  @inlinable
  public func verdict(for answer: Answer) -> Verdict {
    var verdict = verdicts[Int(cells[cell(for: answer)])]
    if answer.retryAfterNanoseconds >= 0 {
      verdict.retryAfterNanoseconds = answer.retryAfterNanoseconds
    }
    return verdict
  }

  /// Returns the position of the cell that decides about `answer`.
  @inlinable
  func cell(for answer: Answer) -> Int {
    if answer.reason != .none {
      let cell = Layout.cell(answer.reason, answer.detail)
      if cells[cell] != 0 { return cell }
    }
    if answer.transport != .none { return Layout.cell(answer.transport) }
    return Layout.cell(status: answer.status)
  }

  /// Where each key lives in `cells`: reasons × details, then transport faults, then statuses.
  @usableFromInline
  enum Layout {
    @inlinable
    static var details: Int { 8 }
    @inlinable
    static var firstTransport: Int { 256 * details }
    @inlinable
    static var firstStatus: Int { firstTransport + 8 }
    @inlinable
    static var highestStatus: Int { 999 }
    @inlinable
    static var count: Int { firstStatus + highestStatus + 1 }

    @inlinable
    static func cell(_ reason: Answer.Reason, _ detail: Answer.Detail) -> Int {
      Int(reason.rawValue) * details + Int(detail.rawValue)
    }

    @inlinable
    static func cell(_ transport: Answer.Transport) -> Int {
      firstTransport + Int(transport.rawValue)
    }

    /// A status that no protocol knows is judged like 0: nothing usable came back.
    @inlinable
    static func cell(status: UInt16) -> Int {
      firstStatus + (Int(status) <= highestStatus ? Int(status) : 0)
    }
  }

  /// Fills the cells, widest keys first.
  private struct Builder {
    var cells = ContiguousArray<UInt8>(repeating: 0, count: Layout.count)
    var verdicts: ContiguousArray<Verdict> = []

    mutating func fill(with table: ResponseTable) {
      let otherwise = position(of: table.otherwise)
      // Position 0 stays unused: in the reasons' part it means that the table has no such row.
      for cell in Layout.firstTransport..<Layout.count { cells[cell] = otherwise }
      for row in table.rows { fillStatusClass(row) }
      for row in table.rows { fillExact(row) }
      for row in table.rows { fillReasonWithDetail(row) }
    }

    private mutating func fillStatusClass(_ row: ResponseTable.Row) {
      guard case .statusClass(let hundreds) = row.key else { return }
      let place = position(of: row.verdict)
      let first = Int(hundreds) * 100
      for status in first..<first + 100 {
        cells[Layout.firstStatus + status] = place
      }
    }

    private mutating func fillExact(_ row: ResponseTable.Row) {
      switch row.key {
      case .status(let status):
        cells[Layout.cell(status: status)] = position(of: row.verdict)
      case .transport(let transport):
        cells[Layout.cell(transport)] = position(of: row.verdict)
      case .reason(let reason, nil):
        let place = position(of: row.verdict)
        for detail in 0..<Layout.details {
          cells[Int(reason.rawValue) * Layout.details + detail] = place
        }
      case .reason(_, .some), .statusClass:
        break
      }
    }

    private mutating func fillReasonWithDetail(_ row: ResponseTable.Row) {
      guard case .reason(let reason, let detail?) = row.key else { return }
      cells[Layout.cell(reason, detail)] = position(of: row.verdict)
    }

    private mutating func position(of verdict: Verdict) -> UInt8 {
      if verdicts.isEmpty { verdicts.append(verdict) }
      if let known = verdicts.dropFirst().firstIndex(of: verdict) { return UInt8(known) }
      precondition(verdicts.count <= 255, "a table holds at most 255 different verdicts")
      verdicts.append(verdict)
      return UInt8(verdicts.count - 1)
    }
  }
}
