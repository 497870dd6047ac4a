import GatewayCore
import TimeAndChance

/// A message in the durable topic: 16 bytes here and one agenda entry, whatever it was in a server.
///
///     first   offered (ns)                                                   58 … 0   priority 60 … 59
///     second  sequence 37 … 0   class 43 … 38   home 48 … 44   lane 53 … 49
///             attempts 57 … 54   rung 60 … 58   marks 63 … 61
///
/// 2³⁸ messages of a class, 64 classes, 32 providers, 15 attempts and 7 rungs fit; counts beyond that
/// saturate, which changes no decision that ships.
struct ParkedMessage: BitwiseCopyable {
  private let first: UInt64
  private let second: UInt64

  init(_ message: Message) {
    let delivery = message.delivery
    first =
      UInt64(delivery.offered.nanoseconds) & (1 << 59 - 1) | UInt64(delivery.priority & 3) << 59
    let id = MessageID(message.id)
    var bits = id.sequence & (1 << 38 - 1)
    bits |= UInt64(id.trafficClass) << 38
    bits |= UInt64(id.home) << 44
    bits |= UInt64(delivery.lane) << 49
    bits |= UInt64(min(delivery.attempts, 15)) << 54
    bits |= UInt64(min(delivery.rung, 7)) << 58
    bits |= delivery.isOnFallback ? 1 << 61 : 0
    bits |= message.marks.contains(.reached) ? 1 << 62 : 0
    bits |= message.marks.contains(.refusedGood) ? 1 << 63 : 0
    second = bits
  }

  var id: MessageID {
    MessageID(
      trafficClass: UInt8(truncatingIfNeeded: second >> 38) & 63,
      home: UInt8(truncatingIfNeeded: second >> 44) & 31,
      sequence: second & (1 << 38 - 1)
    )
  }

  var lane: UInt8 { UInt8(truncatingIfNeeded: second >> 49) & 31 }

  var offered: Instant { Instant(nanoseconds: Int64(first & (1 << 59 - 1))) }

  var marks: Message.Marks {
    var marks: Message.Marks = attempts > 0 ? [.returned, .attempted] : .returned
    if second & (1 << 62) != 0 { marks.insert(.reached) }
    if second & (1 << 63) != 0 { marks.insert(.refusedGood) }
    return marks
  }

  var attempts: UInt16 { UInt16(truncatingIfNeeded: second >> 54) & 15 }

  func delivery(deadline: Instant) -> Delivery {
    Delivery(
      trafficClass: id.trafficClass,
      lane: UInt8(truncatingIfNeeded: second >> 49) & 31,
      priority: UInt8(truncatingIfNeeded: first >> 59) & 3,
      offered: offered,
      deadline: deadline,
      attempts: attempts,
      rung: UInt8(truncatingIfNeeded: second >> 58) & 7,
      onFallback: second & (1 << 61) != 0
    )
  }
}

/// Who a message is: its class, the provider it was meant for, and its turn of arrival in its class.
///
/// The same under every policy, so it is the key of everything that chance decides about it.
struct MessageID: Hashable {
  let bits: UInt64

  @inline(__always)
  init(_ bits: UInt64) {
    self.bits = bits
  }

  @inline(__always)
  init(trafficClass: UInt8, home: UInt8, sequence: UInt64) {
    bits = UInt64(trafficClass) << 56 | UInt64(home) << 48 | sequence
  }

  @inline(__always)
  var trafficClass: UInt8 { UInt8(truncatingIfNeeded: bits >> 56) }
  @inline(__always)
  var home: UInt8 { UInt8(truncatingIfNeeded: bits >> 48) }
  @inline(__always)
  var sequence: UInt64 { bits & (1 << 48 - 1) }
}
