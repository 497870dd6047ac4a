import Glibc
import Reports

/// Where the program speaks: results go to stdout, talk and errors to stderr.
///
/// A reader that goes away (`spillway list | head`) ends the talking, not the work: a study still
/// writes its files. Tests keep what is said in memory instead.
package struct Console {
  private enum Sink {
    case streams
    case memory
  }

  private let sink: Sink
  /// What was said, when it is kept in memory.
  package private(set) var output = ""
  package private(set) var talk = ""

  /// Why results could not be written to stdout; a reader that went away is no failure.
  package private(set) var failure: String?
  private var isDeaf = false
  private var isQuiet = false
  private var showsLine = false

  /// Columns of the terminal; 80 when there is none.
  package let width: Int
  /// Whether stderr is a terminal that understands a line that changes.
  package let canRedraw: Bool
  /// Whether results go to a terminal, and whether the user wants no colours at all.
  private let isTerminal: Bool
  private let noColour: String?
  package private(set) var hasColours: Bool

  /// Speaks to the process's own streams.
  package init(environment: Environment) {
    sink = .streams
    let isDumb = environment["TERM"] == "dumb"
    isTerminal = isatty(STDOUT_FILENO) == 1 && !isDumb
    noColour = environment["NO_COLOR"]
    canRedraw = isatty(STDERR_FILENO) == 1 && !isDumb
    hasColours = Terminal.usesColour(option: nil, noColour: noColour, isTerminal: isTerminal)
    width = environment["COLUMNS"].flatMap(Int.init) ?? terminalWidth() ?? 80
  }

  /// Keeps in memory what is said.
  package init(keeping width: Int, canRedraw: Bool = false, isTerminal: Bool = false) {
    sink = .memory
    self.width = width
    self.canRedraw = canRedraw
    self.isTerminal = isTerminal
    noColour = nil
    hasColours = isTerminal
  }

  /// Takes `--color` and `--quiet` into account.
  package mutating func adjust(color: String?, quiet: Bool) {
    isQuiet = quiet
    hasColours = Terminal.usesColour(option: color, noColour: noColour, isTerminal: isTerminal)
  }

  /// Writes a result and a line break.
  package mutating func print(_ text: String) {
    write(text + "\n")
  }

  /// Writes a result as it is.
  package mutating func write(_ text: String) {
    clearLine()
    guard !isDeaf else { return }
    switch sink {
    case .memory: output += text
    case .streams:
      guard let error = send(text, to: STDOUT_FILENO) else { return }
      isDeaf = true
      if error != EPIPE { failure = unsafe String(cString: strerror(error)) }
    }
  }

  /// Says something that is no result; `--quiet` leaves it out.
  package mutating func say(_ text: String) {
    if !isQuiet { complain(text) }
  }

  /// Says what went wrong.
  package mutating func complain(_ text: String) {
    clearLine()
    speak(text + "\n")
  }

  /// Draws the progress line over the one before it.
  mutating func draw(_ line: ProgressLine) {
    showsLine = true
    speak(line.update(width: width))
  }

  /// Removes the progress line.
  package mutating func clearLine() {
    guard showsLine else { return }
    showsLine = false
    speak(ProgressLine.removal)
  }

  private mutating func speak(_ text: String) {
    switch sink {
    case .memory: talk += text
    // Where nobody can hear an error there is nobody to tell about it.
    case .streams: _ = send(text, to: STDERR_FILENO)
    }
  }
}

/// Writes all of `text`, and returns the error number when that fails.
private func send(_ text: String, to file: Int32) -> Int32? {
  let bytes = Array(text.utf8)
  var written = 0
  while written < bytes.count {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      unsafe Glibc.write(
        file,
        UnsafeRawBufferPointer(rebasing: buffer[written...]).baseAddress,
        buffer.count - written
      )
    }
    if count > 0 {
      written += count
    } else if errno == EAGAIN {
      // Somebody set the shared terminal to non-blocking; wait until it takes more.
      var waiting = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
      unsafe poll(&waiting, 1, 1_000)
    } else if errno != EINTR {
      return errno
    }
  }
  return nil
}

private func terminalWidth() -> Int? {
  for file in [STDOUT_FILENO, STDERR_FILENO] {
    var size = winsize()
    if unsafe ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
  }
  return nil
}
