import Glibc

/// What the figures were taken on.
enum Machine {
  static var line: String {
    let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    return "\(processor), \(cores) cores, load \(load); Swift \(compiler), \(build) build"
  }

  static var processor: String {
    let text = contents(of: "/proc/cpuinfo")
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last.map { $0.drop { $0 == " " } }.map(String.init)
      ?? "unknown processor"
  }

  static var load: String {
    contents(of: "/proc/loadavg").split(separator: " ").first.map(String.init) ?? "?"
  }

  static var compiler: String {
    #if compiler(>=6.4)
    "6.4 or later"
    #elseif compiler(>=6.3)
    "6.3"
    #else
    "6.2 or earlier"
    #endif
  }

  static var build: String {
    #if DEBUG
    "debug"
    #else
    "release"
    #endif
  }

  /// A whole small file; empty when it cannot be read.
  static func contents(of path: String) -> String {
    let file = unsafe open(path, O_RDONLY)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let got = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(file, $0.baseAddress, $0.count)
      }
      guard got > 0 else { break }
      bytes += buffer[0..<got]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
