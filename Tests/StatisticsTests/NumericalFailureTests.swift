import CGSL
import Statistics
import Testing

@Suite
struct NumericalFailureTests {
  @Test
  func gslErrorsAreThrownInsteadOfAborting() throws {
    #expect(throws: NumericalFailure.self) {
      try withGSL { gsl_sf_gamma_inc(-1, -1) }
    }
    // The next call starts clean, and vanishing numbers are no error.
    #expect(try withGSL { gsl_sf_exp(1) } > 2.7)
    #expect(try withGSL { gsl_sf_exp(-1e5) } == 0)
  }

  @Test
  func failuresExplainThemselves() {
    #expect(NumericalFailure.unstable(load: 1.25).description.contains("1.25"))
    #expect(NumericalFailure.gsl(code: 1, words: "domain").description == "GSL error 1: domain")
  }
}
