import Glibc

/// The ratios that are checked in, against which a run is held.
///
/// A run that is worse by more than 15 % says so. It is not a test: machines differ and are shared.
struct Baseline {
  private var known: [String: Double] = [:]

  static var path: String {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    return "/" + folder + "/baseline.csv"
  }

  init() {
    for line in Machine.contents(of: Self.path).split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",")
      if cells.count == 2, let value = Double(cells[1]) { known[String(cells[0])] = value }
    }
  }

  /// By what factor a row is worse than it was, when that is more than 1.15.
  func worsening(of row: Row) -> Double? {
    guard let ratio = row.ratio, let before = known[Self.key(row)] else { return nil }
    let factor = ratio / before
    return factor > 1.15 ? factor : nil
  }

  static func key(_ row: Row) -> String { "\(row.id) \(row.job)" }

  /// Writes the ratios of this run; for a commit that means to move them.
  static func write(_ rows: [Row]) {
    var text = "job,ratio\n"
    for row in rows {
      if let ratio = row.ratio { text += "\(key(row)),\(ratio.short)\n" }
    }
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard file >= 0 else {
      say("cannot write \(path)\n", to: .errors)
      return
    }
    let bytes = Array(text.utf8)
    unsafe bytes.withUnsafeBytes { _ = unsafe Glibc.write(file, $0.baseAddress, $0.count) }
    close(file)
  }
}
