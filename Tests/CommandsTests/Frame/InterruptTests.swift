import Experiments
import Glibc
import Testing

@testable import Commands

@Suite
struct InterruptTests {
  /// In a process of its own: the first Ctrl-C is remembered, the second ends the process.
  @Test
  func theFirstAsksAndTheSecondEnds() async {
    await #expect(processExitsWith: .exitCode(7)) {
      unblockInterrupts()
      Interrupt.listen()
      raise(SIGINT)
      exit(Interrupt.cancellation.isRequested ? 7 : 8)
    }
    await #expect(processExitsWith: .signal(SIGINT)) {
      unblockInterrupts()
      Interrupt.listen()
      raise(SIGINT)
      raise(SIGINT)
    }
  }
}

/// The threads of the test runner keep signals out; a process started by a person lets them in.
private func unblockInterrupts() {
  var signals = sigset_t()
  unsafe sigemptyset(&signals)
  unsafe sigaddset(&signals, SIGINT)
  unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
}
