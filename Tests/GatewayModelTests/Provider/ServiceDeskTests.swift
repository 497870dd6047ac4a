import Policies
import Simulation
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct ServiceDeskTests {
  private func ticket(_ number: Int) -> ServiceDesk.Ticket {
    ServiceDesk.Ticket(
      message: Slab<Message>.Handle(index: UInt32(number), generation: 1),
      attempt: 1,
      fate: 0,
      work: Int64(number),
      travel: 0
    )
  }

  private func desk(_ slots: Int, queue: Int?) -> ServiceDesk {
    ServiceDesk(.init(concurrent: slots, queue: queue, whenFull: .silence))
  }

  @Test(
    arguments: [
      (0, [ServiceDesk.Entry.serving, .serving, .full, .full, .full]),
      (2, [.serving, .serving, .queued, .queued, .full]),
      (nil, [.serving, .serving, .queued, .queued, .queued]),
    ] as [(Int?, [ServiceDesk.Entry])]
  )
  func slotsComeFirstThenTheQueue(queue: Int?, expected: [ServiceDesk.Entry]) {
    var desk = desk(2, queue: queue)
    let entries = (0..<5).map { desk.enter(ticket($0)) }
    #expect(entries == expected)
    #expect(desk.busy == 2 && desk.use == 1 && desk.queued == expected.count { $0 == .queued })
  }

  /// Thousands pass through, so that the front of the queue is cut off on the way.
  @Test
  func theQueueIsFirstInFirstOut() {
    var desk = desk(1, queue: nil)
    var chance = RandomStream(Seed(9))
    var (entered, served, wrong) = (1, 1, 0)
    _ = desk.enter(ticket(0))
    for _ in 0..<20_000 {
      if chance.below(100) < 53 || desk.queued == 0 {
        wrong += desk.enter(ticket(entered)) == .queued ? 0 : 1
        entered += 1
      } else {
        wrong += desk.next()?.work == Int64(served) ? 0 : 1
        served += 1
      }
      wrong += desk.queued == entered - served ? 0 : 1
    }
    #expect(wrong == 0 && served > 5_000)
  }

  @Test
  func aSlotThatIsTakenAwayServesNobodyAnyMore() {
    var desk = desk(2, queue: nil)
    for number in 0..<4 { _ = desk.enter(ticket(number)) }
    desk.slots = 1
    #expect(desk.next() == nil)
    #expect(desk.busy == 1 && desk.queued == 2)
    #expect(desk.next()?.work == 2)
    #expect(desk.next()?.work == 3)
    #expect(desk.next() == nil)
    #expect(desk.busy == 0 && desk.use == 0)
  }
}
