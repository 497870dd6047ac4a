import GatewayModel
import Testing

@testable import Scenarios

@Suite
struct WrittenProviderTests {
  @Test(arguments: [
    ("{round-trip: 50ms}", "like", "fcm"), ("{like: apns}", "like", "apns"),
    ("{like: open}", "streams.per-connection", "unbounded"),
    ("{streams: {per-connection: 500, before-auth: 1}}", "streams.per-connection", "500"),
    ("{streams: {before-auth: 1}}", "streams.before-auth", "1"),
    ("{closes: {after-idle: off, at-age: 2h}}", "closes.at-age", "2h"),
    (
      "{capacity: {concurrent: 60k, queue: unbounded, when-full: no-answer}}",
      "capacity.when-full", "no-answer"
    ),
    ("{capacity: off}", "capacity", "off"),
    ("{answers: {503: 0.1%}}", "answers", "{503: 0.1%}"),
    ("{quota: off}", "quota", "off"),
    ("{price: 0.01 USD}", "price", "0.01"),
  ])
  func keys(written: String, path: String, value: String) throws {
    #expect(try Loaded("providers: {fcm: \(written)}")["providers.fcm." + path] == value)
  }

  @Test
  func sendersShareARate() throws {
    let messages = ScenarioTests.messages(
      ScenarioRefusalTests.file(
        load: "{a: {to: sms, arrivals: {poisson: 5/s}}}",
        rest: "providers: {sms: {like: twilio-short-code, rate: unbounded}}"
      )
    )
    #expect(messages == [])
  }

  @Test
  func aPolicyIsAskedForTheFilesOwnFigures() throws {
    let text = "providers: {api: {like: backend, round-trip: 1s}}"
    let load = "{a: {to: api, arrivals: {poisson: 5/s}}}"
    // Recommended: twice the p99.
    #expect(try Loaded(load: load, text)["load.a.policy(api).timeout"] == "2s")
  }
}
