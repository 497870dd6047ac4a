import TimeAndChance

/// Campaigns that a provider fans out by itself: one call, and the rest is its own work.
///
/// The messages are offered at once and taken as the fan-out reaches them; all fan-outs of a provider
/// share its rate, one after the other. Nothing of it is in the sender's hands, so they cost it
/// neither streams nor quota, and a message is a number here.
struct TopicDesk: Sendable {
  /// One class that is sent by topic.
  struct FanOut: Sendable {
    let trafficClass: Int
    let lane: Int
    let messages: Int
    let at: Int64
    var left = 0
  }

  var fanOuts: [FanOut] = []
  /// By provider: messages a second, and the part of one that was left over.
  let rates: ContiguousArray<Double>
  var carried: ContiguousArray<Double>

  static var step: Int64 { 100_000_000 }

  init(_ plan: WorldPlan) {
    rates = .init(plan.providers.map(\.fanOut.perSecond))
    carried = .init(repeating: 0, count: plan.providers.count)
    for (index, one) in plan.classes.enumerated() {
      guard case .campaign(let campaign) = one.source, case .topic(let lane) = campaign.by else {
        continue
      }
      let messages = campaign.messages * one.copies
      let at = campaign.at.wholeNanoseconds
      fanOuts.append(FanOut(trafficClass: index, lane: lane, messages: messages, at: at))
    }
  }

  /// How many of a fan-out are reached in one step; earlier fan-outs of the provider go first.
  mutating func reach(_ index: Int) -> Int {
    let lane = fanOuts[index].lane
    let isTurn = !fanOuts[..<index].contains { $0.lane == lane && $0.left > 0 }
    guard isTurn else { return 0 }
    carried[lane] += rates[lane] * Double(Self.step) / 1e9
    let reached = min(fanOuts[index].left, Int(min(carried[lane], 1e15)))
    carried[lane] -= Double(reached)
    fanOuts[index].left -= reached
    if fanOuts[index].left == 0 { carried[lane] = 0 }
    return reached
  }
}
