import Testing
import TimeAndChance

@testable import Policies

@Suite
struct ElementaryTests {
  struct Row: Sendable {
    let name: String
    let got: Double
    let want: Double
  }

  /// Values to seventeen digits, computed with arbitrary precision.
  static let table: [Row] = [
    Row(name: "2^0.5", got: Elementary.exp2(0.5), want: 1.4142135623730951),
    Row(name: "2^-3.3", got: Elementary.exp2(-3.3), want: 0.10153154954452942),
    Row(name: "2^60.7", got: Elementary.exp2(60.7), want: 1.872926509855096e+18),
    Row(name: "2^2000", got: Elementary.exp2(2000), want: .infinity),
    Row(name: "2^-2000", got: Elementary.exp2(-2000), want: 0),
    Row(name: "e", got: Elementary.exp(1), want: 2.718281828459045),
    Row(name: "e^-20", got: Elementary.exp(-20), want: 2.0611536224385579e-9),
    Row(name: "ln 2", got: Elementary.log(2), want: 0.6931471805599453),
    Row(name: "ln 1e-9", got: Elementary.log(1e-9), want: -20.72326583694641),
    Row(name: "ln 12345", got: Elementary.log(12345), want: 9.4210064017792810),
    Row(name: "0.05^0.5", got: Elementary.power(0.05, 0.5), want: 0.22360679774997896),
    Row(name: "0^0.5", got: Elementary.power(0, 0.5), want: 0),
    Row(name: "1.25^30", got: Elementary.power(1.25, 30), want: 807.79356694631608),
    Row(name: "2^1000", got: Elementary.power(2.0, 1000), want: 1.0715086071862673e301),
    Row(name: "2^max", got: Elementary.power(2.0, Int.max), want: .infinity),
    Row(name: "7.5^(1/3)", got: Elementary.cubeRoot(7.5), want: 1.9574338205844317),
    Row(name: "0^(1/3)", got: Elementary.cubeRoot(0), want: 0),
    Row(name: "tanh 0.3", got: Elementary.tanh(0.3), want: 0.29131261245159090),
    Row(name: "tanh 25", got: Elementary.tanh(25), want: 1),
  ]

  @Test(arguments: table)
  func agreesWithHighPrecision(_ row: Row) {
    let error = row.got == row.want ? 0 : abs(row.got - row.want) / abs(row.want)
    #expect(error <= 4e-15, "\(row.name): \(row.got), not \(row.want)")
  }

  /// A million random arguments: each function and its inverse, and the laws between them.
  @Test
  func theLawsHoldEverywhere() {
    let seed = Seed(15)
    var dice = RandomStream(seed)
    var worst = 0.0
    for _ in 0..<250_000 {
      let x = dice.unit() * 40 - 20
      let y = dice.unit() * 100 + 1e-9
      let cube = Elementary.cubeRoot(y)
      let twice = Elementary.exp(2 * x)
      let errors = [
        abs(Elementary.log(Elementary.exp(x)) - x) / max(1, abs(x)),
        abs(cube * cube * cube - y) / y,
        abs(Elementary.power(y, 0.5) * Elementary.power(y, 0.5) - y) / y,
        abs(Elementary.tanh(x) - (twice - 1) / (twice + 1)),
      ]
      worst = max(worst, errors.max() ?? 0)
    }
    #expect(worst < 1e-13, "seed \(seed.value): \(worst)")
  }
}
