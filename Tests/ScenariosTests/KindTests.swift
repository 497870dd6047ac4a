import Testing
import TimeAndChance

@testable import Scenarios

@Suite
struct KindTests {
  @Test(arguments: [
    Reads("250ms", "250ms"), Reads("20us", "20us"), Reads("1.5s", "1.5s"), Reads("30s", "30s"),
    Reads("90s", "90s"), Reads("5m", "5m"), Reads("2h", "2h"), Reads("1d", "1d"), Reads("0", "0s"),
    Reads("1e3s", "1000s"), Reads("10 s", "10s"), Reads("0.25 ms", "250us"),
    Reads("30", "1:6 `key` needs a unit, as in 30s or 250ms (found 30)"),
    Reads("-5s", "1:6 `key` cannot be negative (found -5s)"),
    Reads("soon", "1:6 `key` is a duration, as in 30s or 250ms (found soon)"),
    Reads("\"30s\"", "1:6 `key` is a duration, as in 30s or 250ms (found \"30s\")"),
    Reads("", "1:5 `key` is a duration, as in 30s or 250ms (found nothing)"),
    Reads("[1s]", "1:6 `key` is a duration, as in 30s or 250ms (found a list)"),
    Reads("{a: 1s}", "1:6 `key` is a duration, as in 30s or 250ms (found a map)"),
    Reads(
      "30sec",
      "1:6 `key` has a unit of time that is not known, `sec`; did you mean `30s`?"
    ),
    Reads("5hh", "1:6 `key` has a unit of time that is not known, `hh`; did you mean `5h`?"),
    Reads("400000d", "1:6 `key` is longer than 292 years (found 400000d)"),
  ])
  func durations(_ it: Reads) {
    #expect(Reads.outcome(.duration, it.text) == it.gives)
  }

  @Test(arguments: [
    Reads("580k/s", "580000/s"), Reads("600k/min", "10000/s"), Reads("36/h", "0.01/s"),
    Reads("0", "0/s"), Reads("1.5M/s", "1500000/s"), Reads("5 / s", "5/s"),
    Reads(
      "5000",
      "1:6 `key` is a rate and needs a time, as in 580k/s (found 5000); did you mean `5000/s`?"
    ),
    Reads(
      "5K/s",
      "1:6 `key` has a multiplier that is not known, `K`; did you mean `k`?"
    ),
    Reads("5k/sec", "1:6 `key` has a unit of time that is not known, `sec`; did you mean `s`?"),
    Reads("-1/s", "1:6 `key` cannot be negative (found -1/s)"),
    Reads("fast", "1:6 `key` is a rate, as in 580k/s or 20/h (found fast)"),
    Reads("1e400/s", "1:6 `key` is not a finite number (found 1e400/s)"),
  ])
  func rates(_ it: Reads) {
    #expect(Reads.outcome(.rate, it.text) == it.gives)
  }

  @Test(arguments: [
    Reads("1500", "1500"), Reads("100M", "100000000"), Reads("50k", "50000"),
    Reads("1.5k", "1500"), Reads("1e6", "1000000"),
    Reads("1.5", "1:6 `key` is a whole number (found 1.5)"),
    Reads("-3", "1:6 `key` cannot be negative (found -3)"),
    Reads("10K", "1:6 `key` has a multiplier that is not known, `K`; did you mean `k`?"),
    Reads("many", "1:6 `key` is a count, as in 1500 or 50k (found many)"),
    Reads("1e30", "1:6 `key` is too large (found 1e30)"),
    Reads(".inf", "1:6 `key` is a count, as in 1500 or 50k (found .inf)"),
  ])
  func counts(_ it: Reads) {
    #expect(Reads.outcome(.count, it.text) == it.gives)
  }

  @Test(arguments: [
    Reads("unbounded", "unbounded"), Reads("20k", "20000"),
    Reads("infinite", "1:6 `key` is a count, as in 1500 or 50k (found infinite)"),
  ])
  func countsOrUnbounded(_ it: Reads) {
    #expect(Reads.outcome(.countOrUnbounded, it.text) == it.gives)
  }

  @Test(arguments: [
    Reads("40%", "40%"), Reads("0.4", "40%"), Reads("0", "0%"), Reads("100%", "100%"),
    Reads("0.001%", "0.001%"),
    Reads("40", "1:6 `key` is a share from 0 to 1 (found 40); did you mean `40%`?"),
    Reads("140%", "1:6 `key` is a share of at most 100% (found 140%)"),
    Reads("-1%", "1:6 `key` cannot be negative (found -1%)"),
    Reads("some", "1:6 `key` is a share, as in 40% or 0.4 (found some)"),
    Reads("4s", "1:6 `key` is a share, as in 40% or 0.4 (found 4s)"),
  ])
  func fractions(_ it: Reads) {
    #expect(Reads.outcome(.fraction, it.text) == it.gives)
  }

  @Test(arguments: [
    Reads("x10", "x10"), Reads("x0.5", "x0.5"),
    Reads("10", "1:6 `key` is a factor, as in x10 (found 10); did you mean `x10`?"),
    Reads("x-1", "1:6 `key` is a factor of zero or more (found x-1)"),
    Reads("times two", "1:6 `key` is a factor, as in x10 or x0.5 (found times two)"),
  ])
  func factors(_ it: Reads) {
    #expect(Reads.outcome(.factor, it.text) == it.gives)
  }

  @Test(arguments: [
    Reads("0.0083 USD", "0.0083 USD"), Reads("12 EUR", "12 EUR"),
    Reads("0.0083", "1:6 `key` needs a currency, as in 0.0083 USD (found 0.0083)"),
    Reads("5 usd", "1:6 `key` needs a currency, as in 0.0083 USD (found 5 usd)"),
    Reads("-1 USD", "1:6 `key` cannot be negative (found -1 USD)"),
    Reads("[1 USD, 2 EUR]", "1:6 `key` is a sum of money, as in 0.0083 USD (found a list)"),
  ])
  func money(_ it: Reads) {
    #expect(Reads.outcome(.money, it.text) == it.gives)
  }

  @Test
  func aFileHasOneCurrency() {
    let outcome = Reads.outcome(Kind<[Money]>.list(of: .money), "[1 USD, 2 EUR]")
    #expect(outcome == "1:14 `key` is in EUR, but a file has one currency and began with USD")
  }

  @Test(arguments: [
    Reads("2KiB", "2KiB"), Reads("8GiB", "8GiB"), Reads("1500B", "1500B"), Reads("0", "0B"),
    Reads("2", "1:6 `key` needs a unit, as in 2KiB or 8GiB (found 2)"),
    Reads("2KIB", "1:6 `key` has a unit of size that is not known, `KIB`; did you mean `KiB`?"),
    Reads("-2KiB", "1:6 `key` cannot be negative (found -2KiB)"),
  ])
  func sizes(_ it: Reads) {
    #expect(Reads.outcome(.size, it.text) == it.gives)
  }

  @Test(arguments: [
    Reads("1.5", "1.5"), Reads("-2", "-2"), Reads("1e-3", "0.001"),
    Reads(".inf", "1:6 `key` is not a finite number (found .inf)"),
    Reads(".NaN", "1:6 `key` is not a finite number (found .NaN)"),
    Reads("1e999", "1:6 `key` is not a finite number (found 1e999)"),
    Reads("5s", "1:6 `key` is a number (found 5s)"),
  ])
  func numbers(_ it: Reads) {
    #expect(Reads.outcome(.number, it.text) == it.gives)
  }

  @Test(arguments: [
    Reads("true", "true"), Reads("off", "false"), Reads("no", "false"),
    Reads("maybe", "1:6 `key` is true or false (found maybe)"),
  ])
  func flags(_ it: Reads) {
    #expect(Reads.outcome(.flag, it.text) == it.gives)
  }

  @Test(arguments: [
    Reads("fifo", "fifo"), Reads("off", "off"), Reads("false", "off"),
    Reads("fito", "1:6 `key` is one of `fifo`, `fair`, `off` (found fito); did you mean `fifo`?"),
    Reads("[fifo]", "1:6 `key` is one of `fifo`, `fair`, `off` (found a list)"),
  ])
  func words(_ it: Reads) {
    let kind = Kind<Int>.words([("fifo", 1), ("fair", 2), ("off", 3)])
    #expect(Reads.outcome(kind, it.text) == it.gives)
  }

  @Test(arguments: [
    Reads("[1s, 2s]", "[1s, 2s]"),
    Reads("1s", "1:6 `key` is a list of durations (found 1s)"),
    Reads(
      "[1, x]",
      "1:7 `key` needs a unit, as in 30s or 250ms (found 1)"
        + " | 1:10 `key` is a duration, as in 30s or 250ms (found x)"
    ),
    Reads("[]", "1:6 `key` needs at least 1 of duration"),
  ])
  func lists(_ it: Reads) {
    let kind = Kind<[Duration]>.list(of: .duration, atLeast: 1)
    #expect(Reads.outcome(kind, it.text) == it.gives)
  }

  @Test
  func namesAreKeptForLater() {
    let written = Written("to: fcm")
    var reading = Reading(sources: written.sources, folder: "")
    let node = written.root?["to"] ?? Node(.sequence([]), at: .beginning(of: 0))
    _ = Kind<String>.name(of: .destination).read(node, nil, &reading)
    #expect(reading.references.map(\.name) == ["fcm"])
  }
}
