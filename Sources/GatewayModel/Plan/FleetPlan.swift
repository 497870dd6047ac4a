/// The sender's side: regions of servers, their connections, and the queue before them.
package struct FleetPlan: Sendable {
  package var regions: [Region]
  package var failOver: FailOver?
  package var start: Start = .warm
  package var server: Server
  package var queue: QueuePlan
  package var placement: Placement = .library
  /// How stale shared state may be; zero is instantaneous.
  package var sync: Duration = .zero
  /// Servers that call through a central gateway, beside the boxes that send.
  package var callers = 0
  /// What one server costs per hour, in the currency of the file.
  package var serverCostPerHour = 0.0

  package init(regions: [Region], server: Server, queue: QueuePlan = QueuePlan()) {
    self.regions = regions
    self.server = server
    self.queue = queue
  }

  package var servers: Int { regions.reduce(0) { $0 + $1.servers } }

  package struct Region: Sendable, Hashable {
    package var name: String
    package var share: Double
    package var servers: Int

    package init(name: String, share: Double, servers: Int) {
      self.name = name
      self.share = share
      self.servers = servers
    }
  }

  /// A lost region's load moves to the others after this long.
  package struct FailOver: Sendable, Hashable {
    package var after: Duration

    package init(after: Duration) {
      self.after = after
    }
  }

  package enum Start: Sendable, Hashable {
    /// Authenticated, ages spread, quota phase random.
    case warm
    /// From nothing, one stream each.
    case cold
  }

  package enum Placement: Sendable, Hashable {
    case library
    case sidecar(hop: Duration)
    case central(hop: Duration, servers: Int)
  }

  package struct Server: Sendable {
    /// Connections to each provider, by provider index.
    package var connections: [Connections]
    package var work: Work?
    package var memory: Memory?
    package var concurrency: Concurrency = .streams

    package init(connections: [Connections]) {
      self.connections = connections
    }
  }

  package struct Connections: Sendable, Hashable {
    package var minimum: Int
    package var maximum: Int
    /// Another connection is opened when this share of the streams is in use.
    package var growAt: Double

    package init(minimum: Int, maximum: Int, growAt: Double) {
      self.minimum = minimum
      self.maximum = maximum
      self.growAt = growAt
    }

    /// A pool of a fixed size.
    package init(_ count: Int) {
      self.init(minimum: count, maximum: count, growAt: 1)
    }
  }

  /// The gateway's own processor time.
  package struct Work: Sendable, Hashable {
    package var perSend: Duration
    package var cores: Int

    package init(perSend: Duration, cores: Int) {
      self.perSend = perSend
      self.cores = cores
    }
  }

  package struct Memory: Sendable, Hashable {
    package var perMessage: Int
    package var perConnection: Int
    package var limit: Int

    package init(perMessage: Int, perConnection: Int, limit: Int) {
      self.perMessage = perMessage
      self.perConnection = perConnection
      self.limit = limit
    }
  }

  package enum Concurrency: Sendable, Hashable {
    case streams
    /// A thread is held for the whole call.
    case threads(Int)
  }
}

/// How messages wait for a server.
package struct QueuePlan: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case shared
    case perTenant
    case perClass
    case perServer
  }

  package enum Order: Sendable, Hashable {
    case fifo
    case priority
    case fair
  }

  package enum Dispatch: Sendable, Hashable {
    /// A server takes what it has a free stream for.
    case pull
    /// A server holds up to this many that wait for a stream.
    case prefetch(Int)
    case roundRobin
    case random
    case leastLoaded
    case bestOf(Int)
  }

  package var kind: Kind = .shared
  package var order: Order = .priority
  package var dispatch: Dispatch = .pull
  /// Nil for unbounded; 0 sheds whatever finds no free stream.
  package var limit: Int? = 100_000
  package var visibilityTimeout: Duration?
  package var deadLetterAfter: Int?

  package init() {}

  /// Whether servers take from a common line; else messages are pushed to a server's own.
  package var isPull: Bool {
    guard kind != .perServer else { return false }
    switch dispatch {
    case .pull, .prefetch: return true
    case .roundRobin, .random, .leastLoaded, .bestOf: return false
    }
  }
}

/// A primary and a secondary provider behind one name.
package struct RoutePlan: Sendable, Hashable {
  package enum Health: Sendable, Hashable {
    case active(every: Duration, fails: Int, recovers: Int)
    case passive(fails: Int, recovers: Int)
    /// A person switches after this long.
    case manual(after: Duration)
  }

  package var name: String
  package var primary: Int
  package var secondary: Int
  package var health: Health

  package init(name: String, primary: Int, secondary: Int, health: Health) {
    self.name = name
    self.primary = primary
    self.secondary = secondary
    self.health = health
  }
}
