import GatewayCore

/// One live message: 88 bytes, trivially copied, found by its place in a slab.
struct Message: BitwiseCopyable {
  /// What the delivery machine keeps of it.
  var delivery: Delivery
  /// Class and turn of arrival: the key of everything that chance decides about it.
  let id: UInt64
  /// The server that holds it.
  var server: UInt32
  /// Its token in the registry of its provider, or the caller that waits for it.
  var token: UInt32
  /// The part of the run in which it was offered.
  var cohort: UInt8
  var state: State
  var region: UInt8
  var marks: Marks
  var tenant: UInt16
  /// How often a queue has handed it out.
  var receives: UInt8
  /// What the attempt under way will come to, when that was decided at its start.
  var fate: UInt8

  enum State: UInt8, BitwiseCopyable {
    /// In a queue, for a stream.
    case queued
    /// On a stream.
    case inFlight
    /// In a pause of its server.
    case pausing
    /// In a queue before it has a server, or between two.
    case unassigned
    /// Held back before any server, because its device rests.
    case held
  }

  struct Marks: OptionSet, BitwiseCopyable {
    let rawValue: UInt8

    /// An attempt whose answer nobody saw has reached the device.
    static var reached: Marks { Marks(rawValue: 1) }
    /// Its deadline lies inside the run, so being in time can be judged.
    static var judged: Marks { Marks(rawValue: 2) }
    /// It has started an attempt.
    static var attempted: Marks { Marks(rawValue: 4) }
    /// It has come back from the topic.
    static var returned: Marks { Marks(rawValue: 8) }
    /// A refusal was counted for it although its answer would have been success.
    static var refusedGood: Marks { Marks(rawValue: 16) }
    /// A second call beside a late one: counted only once it carries the message alone.
    static var echo: Marks { Marks(rawValue: 64) }
    /// Its message has been counted with another call.
    static var settled: Marks { Marks(rawValue: 128) }
    /// Its caller waits no more: nobody hears how it ends.
    static var abandoned: Marks { Marks(rawValue: 32) }
  }
}
