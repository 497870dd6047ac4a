import Statistics
import Testing
import TimeAndChance

@Suite
struct ImpatientQueueTests {
  /// Six arrivals a second at five servers, patience 3.3 s; values from the matrix exponential.
  @Test
  func agreesWithReferenceValues() throws {
    let queue = try ImpatientQueue(arrivalRate: 6, serviceRate: 1, abandonRate: 0.3, servers: 5)
    #expect(abs(queue.probabilityOfWaiting - 0.861_855_201_775_939_6) < 1e-12)
    #expect(abs(queue.probabilityOfAbandoning - 0.208_510_525_838_882_06) < 1e-12)
    #expect(abs(queue.meanWait - 0.695_035_086_129_606_88) < 1e-12)
    #expect(abs(queue.waitTail(0.5) - 0.541_038_076_073_558) < 1e-9)
    #expect(abs(queue.waitTail(2) - 0.038_657_063_318_977_62) < 1e-9)
    #expect(abs(queue.meanWaitOfServed - 0.713_183_849_229_678) < 1e-7)
    #expect(abs(queue.waitTail(queue.waitQuantile(0.9)) - 0.1) < 1e-9)
  }

  /// With a patience without end it is the queue without patience; overload loses just the excess.
  @Test
  func hasTheRightLimits() throws {
    let patient = try ImpatientQueue(arrivalRate: 8, serviceRate: 1, abandonRate: 1e-7, servers: 10)
    let waiting = try WaitingSystem(arrivalRate: 8, serviceRate: 1, servers: 10)
    #expect(abs(patient.meanWait / waiting.meanWait - 1) < 1e-4)
    let flooded = try ImpatientQueue(
      arrivalRate: 2e5,
      serviceRate: 1,
      abandonRate: 1,
      servers: 100_000
    )
    #expect(abs(flooded.probabilityOfAbandoning - 0.5) < 1e-6 && flooded.utilisation > 0.9999)
  }
}
