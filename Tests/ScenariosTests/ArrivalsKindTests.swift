import GatewayModel
import Testing

@testable import Scenarios

@Suite
struct ArrivalsKindTests {
  @Test(arguments: [
    Reads("{poisson: 5k/s}", "{poisson: 5000/s}"), Reads("{regular: 10/s}", "{regular: 10/s}"),
    Reads("{bursts: {every: 1s, size: 500}}", "{bursts: {every: 1s, size: 500}}"),
    Reads(
      "{mmpp: [{rate: 1/s, stay: 5s}, {rate: 9/s, stay: 1s}]}",
      "{mmpp: [{rate: 1/s, stay: 5s}, {rate: 9/s, stay: 1s}]}"
    ),
    Reads(
      "5k/s",
      "1:6 `key` is a map of one of `poisson`, `regular`, `bursts`, `batches`, `mmpp`, `file` (found 5k/s)"
    ),
    Reads("{mmpp: [{rate: 1/s, stay: 5s}]}", "1:13 `mmpp` needs at least 2 of state"),
  ])
  func arrivals(_ it: Reads) {
    #expect(Reads.outcome(Kind<Arrivals>.arrivals, it.text) == it.gives)
  }

  @Test(arguments: [
    Reads("constant", "constant"),
    Reads("{diurnal: {peak-at: 9h, trough: 20%}}", "{diurnal: {peak-at: 09:00, trough: 20%}}"),
    Reads("{ramp: {from: x1, to: x3, at: 1m, over: 2m}}", "{profile: [[1m, x1], [3m, x3]]}"),
    Reads(
      "{spike: {at: 1m, for: 1m, to: x11}}",
      "{profile: [[1m, x1], [1m, x11], [2m, x11], [2m, x1]]}"
    ),
    Reads("{steps: [[0m, 100%], [5m, 200%]]}", "{profile: [[0s, x1], [5m, x1], [5m, x2]]}"),
    Reads("{sine: {period: 1m, amplitude: 50%}}", "{sine: {period: 1m, amplitude: 50%}}"),
    Reads(
      "flat",
      "1:6 `key` must be `constant` (found flat)"
    ),
  ])
  func shapes(_ it: Reads) {
    #expect(Reads.outcome(Kind<LoadShape>.shape, it.text) == it.gives)
  }

  @Test(arguments: [
    Reads("{messages: 100M, at: 5m, by: {shards: {count: 64, each: 2k/s}}}", "nothing"),
    Reads("{messages: 5, by: {over: 0}}", "1:31 `over` is a duration above 0 (found 0)"),
  ])
  func campaigns(_ it: Reads) {
    #expect(Reads.outcome(Kind<WrittenCampaign>.campaign, it.text) == it.gives)
  }

  @Test
  func aTraceOfRates() throws {
    let folder = try Folder()
    try folder.write("t,per_s\n0,100\n1,250\n", to: "a.csv")
    let text = "{file: a.csv, column: per_s}"
    let (value, messages) = reading(Kind<Arrivals>.arrivals, text, folder: folder.path)
    #expect(messages.isEmpty)
    #expect(value == .trace(rates: [100, 250], step: .seconds(1)))
  }
}
