/// A vector's configuration, read key by key; what was not read is what we do not understand.
struct ConformanceSettings {
  let config: Json
  private var read: Set<String> = ["algorithm"]

  init(_ vector: Conformance.Vector) {
    config = vector.config
  }

  /// The algorithm in lower case, without separators.
  var algorithm: String {
    (config["algorithm"]?.text ?? "").lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// Why a failure may be ours to explain rather than the policy's.
  var reservation: String? {
    let strange = config.members?.first { !read.contains($0.name) }
    return strange.map { "configuration key `\($0.name)` is not known" }
  }

  /// Returns the number under the first of `names` that is there, else `fallback`.
  mutating func number(
    _ names: String...,
    or fallback: Double,
    in range: ClosedRange<Double> = 0...1e12
  ) throws(Conformance.Skip) -> Double {
    for name in names {
      guard let value = config[name] else { continue }
      read.insert(name)
      guard let number = value.number, range.contains(number) else {
        throw Conformance.Skip("`\(name)` is out of range: \(value)")
      }
      return number
    }
    return fallback
  }

  /// Returns the number under `name` if it is there.
  mutating func optional(
    _ name: String,
    in range: ClosedRange<Double> = 0...1e12
  ) throws(Conformance.Skip) -> Double? {
    guard config[name] != nil else { return nil }
    return try number(name, or: 0, in: range)
  }

  /// Returns the whole number under `name`, else `fallback`.
  mutating func whole(
    _ names: String...,
    or fallback: Int,
    in range: ClosedRange<Int> = 0...1_000_000_000
  ) throws(Conformance.Skip) -> Int {
    for name in names {
      guard let value = config[name] else { continue }
      read.insert(name)
      guard let whole = value.integer, range.contains(whole) else {
        throw Conformance.Skip("`\(name)` is out of range: \(value)")
      }
      return whole
    }
    return fallback
  }

  /// Returns the word under `name` in lower case.
  mutating func word(_ name: String) -> String? {
    read.insert(name)
    return config[name]?.text?.lowercased()
  }

  /// Returns the elements of the list under `name`.
  mutating func list(_ name: String) -> [Json]? {
    read.insert(name)
    return config[name]?.list
  }
}

extension Conformance.Step {
  /// Returns the number under the first of `names` that is there.
  func number(_ names: String...) -> Double? {
    for name in names {
      if let value = fields[name]?.number { return value }
    }
    return nil
  }

  /// Returns the whole number under the first of `names` that is there, else `fallback`.
  func whole(_ names: String..., or fallback: Int? = nil) throws(Conformance.Skip) -> Int {
    for name in names {
      guard let value = fields[name] else { continue }
      guard let whole = value.integer, (0...1_000_000_000).contains(whole) else {
        throw Conformance.Skip("step \(number): `\(name)` is a count, found \(value)")
      }
      return whole
    }
    guard let fallback else {
      throw Conformance.Skip("step \(number): `\(operation)` needs `\(names[0])`")
    }
    return fallback
  }

  /// The refusal of an operation that the subject does not know.
  var unknown: Conformance.Skip {
    Conformance.Skip("step \(number): unknown operation `\(operation)`")
  }
}
