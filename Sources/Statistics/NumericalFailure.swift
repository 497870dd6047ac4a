import CGSLShim

/// Why a number could not be computed.
package enum NumericalFailure: Error, Hashable, Sendable {
  /// GSL reported an error: its code and its words.
  case gsl(code: Int32, words: String)
  /// The system has no steady state: it is offered more than it can do.
  case unstable(load: Double)
  /// A search ended without an answer.
  case noAnswer(String)
  /// A parameter for which the formula does not hold.
  case outOfRange(String)
}

extension NumericalFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .gsl(let code, let words): "GSL error \(code): \(words)"
    case .unstable(let load): "no steady state: the load is \(load) of what can be served"
    case .noAnswer(let what): "no answer: \(what)"
    case .outOfRange(let what): "out of range: \(what)"
    }
  }
}

/// Returns what `body` computes with GSL, or throws the first error that GSL met in it.
///
/// Underflow is not an error here: a probability of 10⁻⁴⁰⁰ is 0.
package func withGSL<Value>(_ body: () -> Value) throws(NumericalFailure) -> Value {
  _ = spillway_gsl_take_error()
  let value = body()
  let code = spillway_gsl_take_error()
  if code == 0 || code == gslUnderflow { return value }
  throw .gsl(code: code, words: unsafe String(cString: spillway_gsl_error_text(code)))
}

/// GSL_EUNDRFLW.
private let gslUnderflow: Int32 = 15
