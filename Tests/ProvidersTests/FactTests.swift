import Policies
import Providers
import Testing

@Suite
struct FactTests {
  @Test
  func equalOnlyWhenEverythingIs() {
    let fact = Fact("price", "1 USD", .observed, "a page")
    #expect(fact == Fact("price", "1 USD", .observed, "a page"))
    #expect(fact != Fact("price", "1 USD", .documented, "a page"))
  }
}
