import FoundationEssentials
import Glibc

/// A headless Chromium, driven over its debugging pipe: no driver, no port, no network.
///
/// Commands and answers are JSON texts ended by a zero byte, on the browser's descriptors 3 and 4.
final class Browser {
  /// What can go wrong outside the page.
  enum Failure: Error {
    case cannotStart
    case closed
    case refused(String)
    case tooSlow(String)
  }

  /// Where Chromium is, if it is installed.
  static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    .first { (path: String) in unsafe access(path, X_OK) == 0 }

  /// Whether tests should try: a build server must not skip them silently.
  static var isExpected: Bool {
    unsafe path != nil || getenv("CI") != nil
  }

  private let process: pid_t
  private let input: Int32
  private let output: Int32
  private let profile: String
  private var received: [UInt8] = []
  private var lastID = 0
  private var session: String?
  /// Everything the browser said without being asked.
  private(set) var events: [JSONValue] = []

  init() throws {
    guard let path = Self.path else { throw Failure.cannotStart }
    profile = "/tmp/spillway-chromium-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    let toBrowser = try Self.pipe()
    let fromBrowser = try Self.pipe()
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawn_file_actions_adddup2(&actions, toBrowser.read, 3)
    unsafe posix_spawn_file_actions_adddup2(&actions, fromBrowser.write, 4)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let words = [
      path, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--hide-scrollbars", "--no-first-run", "--remote-debugging-pipe",
      "--user-data-dir=\(profile)",
    ]
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    var id = pid_t()
    let status = unsafe posix_spawn(&id, path, &actions, nil, &arguments, environ)
    for index in words.indices { unsafe free(arguments[index]) }
    unsafe posix_spawn_file_actions_destroy(&actions)
    close(toBrowser.read)
    close(fromBrowser.write)
    guard status == 0 else { throw Failure.cannotStart }
    (process, input, output) = (id, toBrowser.write, fromBrowser.read)
  }

  deinit {
    _ = try? call("Browser.close", inSession: false)
    close(input)
    close(output)
    waitpid(process, nil, 0)
    _ = try? FileManager.default.removeItem(atPath: profile)
  }

  /// A pipe whose ends lie above the descriptors that the browser expects.
  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard unsafe Glibc.pipe(&ends) == 0 else { throw Failure.cannotStart }
    let moved = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 20) }
    for end in ends { close(end) }
    return (moved[0], moved[1])
  }

  /// Opens a file and waits until the page's script has drawn it.
  func open(_ file: String, width: Int = 1_280, height: Int = 900) throws {
    let target = try call("Target.createTarget", ["url": .text("about:blank")], inSession: false)
    let attached = try call(
      "Target.attachToTarget",
      ["targetId": target["targetId"], "flatten": .bool(true)],
      inSession: false
    )
    session = attached["sessionId"].text
    for domain in ["Page", "Runtime", "Log", "Network"] { try call("\(domain).enable") }
    try call("Performance.enable", ["timeDomain": .text("threadTicks")])
    try call("Emulation.setFocusEmulationEnabled", ["enabled": .bool(true)])
    try resize(width: width, height: height)
    try call("Page.navigate", ["url": .text("file://" + file)])
    try wait(for: "document.documentElement?.dataset.ready === 'yes'")
  }

  func resize(width: Int, height: Int) throws {
    try call(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .number(Double(width)), "height": .number(Double(height)),
        "deviceScaleFactor": .number(1), "mobile": .bool(false),
      ]
    )
  }

  /// Pretends a colour scheme or a medium ("print").
  func pretend(scheme: String = "light", medium: String = "") throws {
    let feature: JSONValue = .members([
      "name": .text("prefers-color-scheme"), "value": .text(scheme),
    ])
    try call("Emulation.setEmulatedMedia", ["media": .text(medium), "features": .list([feature])])
  }

  /// Seconds that the page's own thread has worked so far, whatever else the machine does.
  func work() throws -> Double {
    guard case .list(let metrics) = try call("Performance.getMetrics")["metrics"],
      let task = metrics.first(where: { $0["name"].text == "TaskDuration" })?["value"].number
    else { throw Failure.refused("Performance.getMetrics") }
    return task
  }

  /// The value of a script's expression in the page.
  @discardableResult
  func evaluate(_ expression: String) throws -> JSONValue {
    let answer = try call(
      "Runtime.evaluate",
      [
        "expression": .text(expression), "returnByValue": .bool(true), "awaitPromise": .bool(true),
      ]
    )
    if answer["exceptionDetails"] != .null {
      throw Failure.refused("\(expression): \(answer["exceptionDetails"])")
    }
    return answer["result"]["value"]
  }

  func wait(for condition: String) throws {
    for _ in 0..<1_000 {
      // A navigation in progress may take the context away; that is no answer yet.
      if (try? evaluate(condition)) == .bool(true) { return }
      usleep(10_000)
    }
    throw Failure.tooSlow(condition)
  }

  func mouse(_ type: String, _ x: Double, _ y: Double, pressed: Bool = false) throws {
    try call(
      "Input.dispatchMouseEvent",
      [
        "type": .text(type), "x": .number(x), "y": .number(y),
        "button": .text(pressed ? "left" : "none"), "buttons": .number(pressed ? 1 : 0),
        "clickCount": .number(pressed ? 1 : 0),
      ]
    )
  }

  func key(_ name: String) throws {
    for type in ["keyDown", "keyUp"] {
      // The browser moves the focus by the code of the key, not by its name.
      let code: Double = name == "Tab" ? 9 : 0
      try call(
        "Input.dispatchKeyEvent",
        [
          "type": .text(code == 0 ? type : type == "keyDown" ? "rawKeyDown" : type),
          "key": .text(name), "code": .text(name), "windowsVirtualKeyCode": .number(code),
        ]
      )
    }
  }

  /// A picture of the whole page.
  func picture() throws -> [UInt8] {
    let height = try evaluate("document.documentElement.scrollHeight")
    let width = try evaluate("innerWidth")
    let clip: JSONValue = .members([
      "x": .number(0), "y": .number(0), "width": width, "height": height, "scale": .number(1),
    ])
    let answer = try call(
      "Page.captureScreenshot",
      ["format": .text("png"), "captureBeyondViewport": .bool(true), "clip": clip]
    )
    return Data(base64Encoded: answer["data"].text ?? "").map { [UInt8]($0) } ?? []
  }

  /// Errors, warnings and logs of the page so far.
  var complaints: [String] {
    let kinds = ["Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"]
    return events.filter { kinds.contains($0["method"].text ?? "") }.map { "\($0)" }
  }

  /// Addresses that the page asked for.
  var requests: [String] {
    events.filter { $0["method"].text == "Network.requestWillBeSent" }
      .compactMap { $0["params"]["request"]["url"].text }
  }

  @discardableResult
  private func call(
    _ method: String,
    _ parameters: [String: JSONValue] = [:],
    inSession: Bool = true
  ) throws -> JSONValue {
    lastID += 1
    var command: [String: JSONValue] = [
      "id": .number(Double(lastID)), "method": .text(method), "params": .members(parameters),
    ]
    if inSession, let session { command["sessionId"] = .text(session) }
    try send([UInt8](JSONEncoder().encode(JSONValue.members(command))) + [0])
    while true {
      let message = try receive()
      guard message["id"] == .number(Double(lastID)) else {
        events.append(message)
        continue
      }
      if message["error"] != .null { throw Failure.refused("\(method): \(message["error"])") }
      return message["result"]
    }
  }

  private func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(
          input,
          UnsafeRawBufferPointer(rebasing: buffer[sent...]).baseAddress,
          buffer.count - sent
        )
      }
      guard count > 0 else { throw Failure.closed }
      sent += count
    }
  }

  private func receive() throws -> JSONValue {
    var searched = 0
    while true {
      if let end = received[searched...].firstIndex(of: 0) {
        let message = Data(received[..<end])
        received.removeSubrange(...end)
        return try JSONDecoder().decode(JSONValue.self, from: message)
      }
      searched = received.count
      var buffer = [UInt8](repeating: 0, count: 262_144)
      let count = unsafe buffer.withUnsafeMutableBytes { buffer in
        unsafe read(output, buffer.baseAddress, buffer.count)
      }
      guard count > 0 else { throw Failure.closed }
      received += buffer[..<count]
    }
  }
}

/// Any JSON value, as it comes over the pipe.
enum JSONValue: Codable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case members([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else {
      self = .members(try container.decode([String: JSONValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .members(let value): try container.encode(value)
    }
  }

  /// The member of that name; null when there is none.
  subscript(name: String) -> JSONValue {
    if case .members(let members) = self { return members[name] ?? .null }
    return .null
  }

  var text: String? {
    if case .text(let value) = self { return value }
    return nil
  }

  var number: Double? {
    if case .number(let value) = self { return value }
    return nil
  }

  var numbers: [Double] {
    if case .list(let values) = self { return values.compactMap(\.number) }
    return []
  }
}
