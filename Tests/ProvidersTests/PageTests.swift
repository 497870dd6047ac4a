import Testing

@testable import Providers

@Suite
struct PageTests {
  @Test
  func addressesAreWhole() {
    let pages = [
      Page.appleResponses, Page.appleConnections, Page.appleSending, Page.appleGuide,
      Page.fcmQuotas, Page.fcmScale, Page.fcmErrors, Page.fcmTopics, Page.twilioTollFree,
      Page.twilioAlphanumeric, Page.awsSMSLimits, Page.sesErrors, Page.sendGridErrors,
    ]
    #expect(pages.allSatisfy { $0.hasPrefix("https://") && !$0.contains(" ") })
    #expect(Set(pages).count == pages.count)
  }
}
