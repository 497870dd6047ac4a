import Experiments
import Testing

@Suite
struct CancellationTests {
  @Test
  func aWishIsRemembered() {
    let cancellation = Cancellation()
    #expect(!cancellation.isRequested)
    cancellation.request()
    cancellation.request()
    #expect(cancellation.isRequested)
  }
}
