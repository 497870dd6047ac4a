/// The kinds besides the breaker. Each moves to a file of its own with its subject.
extension Conformance {
  static func retryBudgetSubject(for vector: Vector) throws(Skip) -> any ConformanceSubject {
    throw Skip("retry budgets are not replayed by this build")
  }

  static func throttleSubject(for vector: Vector) throws(Skip) -> any ConformanceSubject {
    throw Skip("throttles are not replayed by this build")
  }

  static func limiterSubject(for vector: Vector) throws(Skip) -> any ConformanceSubject {
    throw Skip("limiters are not replayed by this build")
  }

  static func jitterSubject(for vector: Vector) throws(Skip) -> any ConformanceSubject {
    throw Skip("jitter is not replayed by this build")
  }
}
