import Testing

@testable import Scenarios

@Suite
struct IncidentTemplateTests {
  @Test(arguments: IncidentTemplate.all.map(\.name))
  func everyTemplateIsReadable(name: String) throws {
    let template = try #require(IncidentTemplate.named(name))
    let parts = template.parts(hitting: "fcm")
    #expect(!parts.isEmpty)
    #expect(parts.first?.at == .zero)
    #expect(!template.source.isEmpty)
  }
}
