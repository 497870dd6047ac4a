import Testing

@testable import Scenarios

@Suite
struct WrittenRouteTests {
  @Test(arguments: [
    Reads("{primary: a, secondary: b, health: {manual: 10m}}", "{manual: 10m}"),
    Reads(
      "{primary: a, secondary: b, health: {passive: {fails: 5}}}",
      "{passive: {fails: 5, recovers: 3}}"
    ),
    Reads("{primary: a, secondary: b}", "{active: {every: 5s, fails: 3, recovers: 3}}"),
    Reads("{primary: a}", "1:6 route needs `secondary` (takes over)"),
    Reads(
      "{primary: a, secondary: a}",
      "1:30 `secondary` is the same provider as `primary`"
    ),
  ])
  func reads(_ it: Reads) {
    let (route, messages) = reading(.table(WrittenRoute.table), it.text)
    let health = WrittenRoute.table.keys.first { $0.name == "health" }
    let shown = route.flatMap { health?.show($0) }
    #expect((messages.isEmpty ? shown : messages.joined(separator: " | ")) == it.gives)
  }
}
