import TimeAndChance

/// A rate over time, with the highest value of each piece for thinning.
struct RateCurve: Sendable {
  private let base: Double
  private let shape: Shape

  private enum Shape: Sendable {
    case flat
    /// Nanoseconds of a turn, where in it time zero lies, mean and amplitude of the factor.
    case sine(period: Double, phase: Double, mean: Double, amplitude: Double)
    case profile(times: [Int64], values: [Double])
    case steps(values: [Double], width: Int64)
  }

  struct Piece {
    var highest: Double
    var end: Int64
    var isFlat: Bool
  }

  init(_ base: Double, shape: LoadShape, starts: Duration) {
    self.base = base
    switch shape {
    case .constant: self.shape = .flat
    case .diurnal(let peak, let trough):
      // A quarter of a turn after its start a sine is at its peak.
      self.shape = .sine(
        period: 86_400e9,
        phase: (starts - peak).inSeconds / 86_400 + 0.25,
        mean: (1 + trough) / 2,
        amplitude: (1 - trough) / 2
      )
    case .sine(let period, let amplitude):
      self.shape = .sine(
        period: period.inSeconds * 1e9,
        phase: 0,
        mean: 1,
        amplitude: amplitude
      )
    case .profile(let profile):
      self.shape = .profile(
        times: profile.points.map { $0.time.wholeNanoseconds },
        values: profile.points.map(\.value)
      )
    }
  }

  init(steps values: [Double], each width: Duration) {
    base = 1
    shape = .steps(values: values, width: width.wholeNanoseconds)
  }

  /// The piece that holds `time`: nothing in it exceeds `highest`.
  func piece(at time: Int64) -> Piece {
    switch shape {
    case .flat: return Piece(highest: base, end: .max, isFlat: true)
    case .sine(_, _, let mean, let amplitude):
      return Piece(highest: base * (mean + abs(amplitude)), end: .max, isFlat: false)
    case .steps(let values, let width):
      let index = Int(time / width)
      guard index < values.count else { return Piece(highest: 0, end: .max, isFlat: true) }
      return Piece(highest: values[index], end: Int64(index + 1) * width, isFlat: true)
    case .profile(let times, let values):
      guard let next = times.firstIndex(where: { $0 > time }) else {
        return Piece(highest: base * values[values.count - 1], end: .max, isFlat: true)
      }
      guard next > 0 else {
        return Piece(highest: base * values[0], end: times[0], isFlat: true)
      }
      let (left, right) = (values[next - 1], values[next])
      return Piece(highest: base * max(left, right), end: times[next], isFlat: left == right)
    }
  }

  func value(at time: Int64) -> Double {
    switch shape {
    case .flat: return base
    case .sine(let period, let phase, let mean, let amplitude):
      let turns = Double(time) / period + phase
      return base * (mean + amplitude * DeterministicMath.sine(ofTurns: turns))
    case .steps, .profile: return linear(at: time)
    }
  }

  private func linear(at time: Int64) -> Double {
    guard case .profile(let times, let values) = shape else { return piece(at: time).highest }
    guard let next = times.firstIndex(where: { $0 > time }), next > 0 else {
      return piece(at: time).highest
    }
    let share = Double(time - times[next - 1]) / Double(times[next] - times[next - 1])
    return base * (values[next - 1] + (values[next] - values[next - 1]) * share)
  }
}
