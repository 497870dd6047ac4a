import Testing

@testable import Scenarios

@Suite
struct ExpectationParserTests {
  static var names: ExpectationNames {
    var names = ExpectationNames(
      metrics: MetricWord.all.map { word in
        var word = word
        word.isMeasured = true
        return word
      }
    )
    names.classes = ["otp", "marketing", "sms"]
    names.providers = ["fcm", "apns", "sms"]
    names.regions = ["us-east"]
    names.faults = ["outage", "fault 2"]
    names.variants = ["naive", "recommended"]
    return names
  }

  static func read(_ line: String) -> (Scenarios.Expectation?, [String]) {
    let written = Written("- \(line)")
    var reading = Reading(sources: written.sources, folder: "")
    let node = written.root?.items?.first ?? Node(.mapping([]), at: .beginning(of: 0))
    let result = ExpectationParser.expectation(node, names: names, &reading)
    return (result, Written.messages(reading.diagnostics, written.sources))
  }

  @Test(arguments: [
    ("delivered-in-time(otp) >= 99%", "delivered-in-time class:otp >= 0.99 share whole base"),
    (
      "amplification(fcm) < 1.3 during outage",
      "amplification provider:fcm < 1.3 plain during outage base"
    ),
    (
      "amplification(fcm) in naive >= 1.5 during outage",
      "amplification provider:fcm >= 1.5 plain during outage naive"
    ),
    (
      "p99(time-to-accept, otp) in recommended <= 2s from 5m to 9m",
      "time-to-accept percentile(0.99) class:otp <= 2 seconds 5m-9m recommended"
    ),
    (
      "p99(time-to-accept, otp) <= 2s from 5m to 9m in recommended",
      "time-to-accept percentile(0.99) class:otp <= 2 seconds 5m-9m recommended"
    ),
    ("lost == 0", "lost == 0 plain whole base"),
    ("lost != 0 in base", "lost != 0 plain whole base"),
    ("probability(collapse) < 20%", "probability(collapse) < 0.2 share whole base"),
    (
      "probability(goodput < 5k/s during outage) <= 0.05",
      "probability(goodput < 5000 perSecond during outage) <= 0.05 share whole base"
    ),
    (
      "rate(attempts, fcm) <= 20k/s after outage + 5m",
      "attempts rate provider:fcm <= 20000 perSecond after outage+5m base"
    ),
    (
      "share(shed, priority:p2) > 10% before fault 2",
      "shed share priority:p2 > 0.1 share before fault 2 base"
    ),
    ("headroom(provider:sms) >= 1.5", "headroom provider:sms >= 1.5 plain whole base"),
    ("fallback-cost <= 20 USD", "fallback-cost <= 20 money whole base"),
    (
      "max(memory) < 8GiB over every 10s",
      "memory max < 8589934592 plain every 10s base"
    ),
    ("p99.9(wait, all) < 5ms over some 1m", "wait percentile(0.999) < 0.005 seconds some 1m base"),
    ("attempts <= 1.5M", "attempts <= 1500000 plain whole base"),
    ("amplification < 130%", "amplification < 1.3 plain whole base"),
    ("'lost == 0'", "lost == 0 plain whole base"),
  ])
  func understands(line: String, meaning: String) {
    let (expectation, messages) = Self.read(line)
    #expect(messages.isEmpty)
    #expect(expectation?.meaning == meaning)
  }

  @Test(arguments: [
    (
      "delivred-in-time(otp) >= 99%",
      "1:3 unknown metric `delivred-in-time`; did you mean `delivered-in-time`?"
    ),
    (
      "delivered-in-time(opt) >= 99%",
      "1:21 there is no class, provider, region or priority called `opt`; did you mean `otp`?"
    ),
    (
      "delivered-in-time(otp) >= 99",
      "1:29 the bound is a share from 0 to 1 (found 99); did you mean `99%`?"
    ),
    ("p99(wait) < 2", "1:15 the bound needs a unit, as in 30s or 250ms (found 2)"),
    ("p99(wait) < soon", "1:15 the bound is a duration, as in 2s (found soon)"),
    ("p99(wait) 2s", "1:13 a comparison is missing: one of <, <=, >, >=, ==, !="),
    ("p99(wait", "1:11 a closing `)` is missing"),
    ("p99(wait) <", "1:14 a bound, as in 99%, 2s or 1.3, is missing"),
    ("p99(delivered) > 5", "1:3 `delivered` has no percentiles"),
    ("rate(wait) > 5/s", "1:3 `wait` is not a count, so it has no rate"),
    ("amplification == 1", "1:17 `==` is for counts only; use `<=` or `>=`"),
    (
      "amplification < 1.3 durng outage",
      "1:23 this is not understood: `durng`; did you mean `during`?"
    ),
    (
      "amplification < 1.3 during outge",
      "1:30 there is no fault called `outge`; did you mean `outage`?"
    ),
    (
      "amplification < 1.3 during fault 9",
      "1:30 there is no fault called `fault 9`; did you mean `fault 2`?"
    ),
    ("amplification < 1.3 during outage + 5m", "1:37 only `after` a fault takes `+`"),
    ("amplification < 1.3 from 9m to 5m", "1:34 the window ends before it begins"),
    ("amplification < 1.3 from 9m until 5m", "1:31 a window is `from` TIME `to` TIME"),
    (
      "amplification in niave < 1.3",
      "1:20 there is no variant called `niave`; did you mean `naive`?"
    ),
    ("amplification in naive < 1.3 in naive", "1:35 the variant is given twice"),
    (
      "headroom(sms) > 1",
      "1:12 `sms` is the name of several things; write `class:sms` or `provider:sms`"
    ),
    (
      "headroom(porvider:sms) > 1",
      "1:12 there is no kind of scope called `porvider`; did you mean `provider`?"
    ),
    ("probability(collaps) < 5%", "1:15 unknown metric `collaps`; did you mean `collapse`?"),
    ("probability(lost) < 5%", "1:19 an event is `collapse`, `metastable` or a comparison"),
    (
      "probability(collapse) < 5% during outage",
      "1:3 put the window inside `probability(...)`"
    ),
    ("lost == 0 zero", "1:13 this is not understood: `zero`"),
    ("", "1:2 this is a line such as `delivered-in-time(otp) >= 99%` (found nothing)"),
    ("fallback-cost < 5", "1:19 the bound is a sum of money, as in 20 USD (found 5)"),
    (
      "goodput > 5000",
      "1:13 the bound is a rate and needs a time, as in 580k/s (found 5000);"
        + " did you mean `5000/s`?"
    ),
    ("wait < 5s over each 5s", "1:18 there is no such stretch called `each` (known: every, some)"),
  ])
  func refuses(line: String, message: String) {
    #expect(Self.read(line).1 == [message])
  }

  @Test
  func whatNoWorldMeasuresIsRefused() {
    var names = Self.names
    for index in names.metrics.indices { names.metrics[index].isMeasured = false }
    let written = Written("- lost == 0")
    var reading = Reading(sources: written.sources, folder: "")
    let node = written.root?.items?.first ?? Node(.mapping([]), at: .beginning(of: 0))
    #expect(ExpectationParser.expectation(node, names: names, &reading) == nil)
    #expect(reading.diagnostics.map(\.message) == ["not supported yet: metric `lost`"])
  }

  @Test
  func watchTakesValuesAlone() {
    let written = Written("- p99(wait, otp) < 5s")
    var reading = Reading(sources: written.sources, folder: "")
    let node = written.root?.items?.first ?? Node(.mapping([]), at: .beginning(of: 0))
    #expect(ExpectationParser.value(node, names: Self.names, &reading) == nil)
    #expect(reading.diagnostics.map(\.message) == ["this is not understood: `<`"])
  }
}
