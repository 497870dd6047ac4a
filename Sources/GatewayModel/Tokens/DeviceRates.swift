import TimeAndChance

/// What each device may still be sent by a provider: a bucket of a minute's worth, for the devices
/// that were sent to lately.
///
/// A bucket is one number, the moment at which it is full again (the generic cell rate algorithm,
/// ITU-T I.371). The table grows with the devices that are not full; the others are forgotten.
struct DeviceRates: Sendable {
  private let step: Int64
  private let burst: Int64
  private var keys: ContiguousArray<UInt64>
  private var full: ContiguousArray<Int64>
  private var taken = 0

  /// - Parameter rate: What a device may be sent; it may come at once in each minute.
  init(_ rate: Rate) {
    step = Int64(1e9 / rate.perSecond)
    burst = max(step, 60_000_000_000)
    keys = .init(repeating: .max, count: 1024)
    full = .init(repeating: 0, count: 1024)
  }

  /// Whether a message of now is within the device's rate; one that is counts against it.
  mutating func admits(_ device: UInt64, at now: Int64) -> Bool {
    var place = find(device)
    if keys[place] == .max {
      if (taken + 1) * 2 > keys.count {
        rebuild(at: now)
        place = find(device)
      }
      keys[place] = device
      full[place] = now
      taken += 1
    }
    let begins = max(full[place], now)
    guard begins + step - now <= burst else { return false }
    full[place] = begins + step
    return true
  }

  private func find(_ device: UInt64) -> Int {
    let mask = keys.count - 1
    var place = Int(truncatingIfNeeded: mixed(device)) & mask
    while keys[place] != device && keys[place] != .max { place = (place + 1) & mask }
    return place
  }

  private mutating func rebuild(at now: Int64) {
    let (oldKeys, oldFull) = (keys, full)
    let alive = oldKeys.indices.count { oldKeys[$0] != .max && oldFull[$0] > now }
    var size = 1024
    while size < (alive + 1) * 4 { size *= 2 }
    keys = .init(repeating: .max, count: size)
    full = .init(repeating: 0, count: size)
    taken = alive
    for old in oldKeys.indices where oldKeys[old] != .max && oldFull[old] > now {
      let place = find(oldKeys[old])
      keys[place] = oldKeys[old]
      full[place] = oldFull[old]
    }
  }
}
