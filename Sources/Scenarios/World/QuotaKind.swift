internal import GatewayModel
internal import Statistics
internal import TimeAndChance

/// A rate with the unit of time that it was written in: `15M/min` is a bucket of a minute.
struct WrittenRate: Sendable, Hashable {
  var rate = Rate.zero
  var per: Duration = .seconds(1)
}

/// The keys of `quota:` as written.
private struct WrittenQuota: Sendable {
  var rate = WrittenRate()
  var window: Duration?
  var plan = ProviderPlan.Quota(
    limit: 0,
    window: .seconds(60),
    refill: .toFull,
    counts: .everything,
    retryAfter: .untilRefill
  )

  static let table = Table(
    "quota",
    initial: WrittenQuota(),
    [
      Key("rate", .written, \.rate, "messages per time"),
      Key(
        "window",
        RunPlan.positive.optional(),
        \.window,
        "the bucket's span; the preset's, or the unit of the rate"
      ),
      Key(
        "refill",
        .words([("to-full", .toFull), ("continuous", .continuous)]),
        \.plan.refill,
        "full again at the end of each window, or little by little"
      ),
      Key(
        "counts",
        .words([
          ("all", .everything), ("all-but-429", .allButTooMany), ("accepted", .accepted),
        ]),
        \.plan.counts,
        "which answers use it up"
      ),
      Key("retry-after", .retryAfter, \.plan.retryAfter, "what its 429 says"),
    ]
  ) { quota, node, reading in
    if quota.rate.rate == .zero {
      reading.refuse(node, "`quota` needs a `rate` above 0, as in 600k/min")
    }
  }
}

extension Kind where Value == WrittenRate {
  fileprivate static var written: Kind {
    let rate = Kind<Rate>.rate
    return Kind(
      rate.name,
      unit: rate.unit,
      schema: rate.schema,
      read: { node, _, reading in
        guard let value = rate.read(node, nil, &reading) else { return nil }
        let per = node.text?.split(separator: "/").last.map { trimmed(String($0)) }
        let unit = timeUnits.first { $0.name == per }
        return WrittenRate(rate: value, per: .nanoseconds(Int64(unit?.nanoseconds ?? 1e9)))
      },
      show: { rate.show($0.rate) }
    )
  }
}

extension Kind where Value == ProviderPlan.Quota.RetryAfter {
  fileprivate static var retryAfter: Kind {
    Kind<Duration>.duration.or("until-refill").orOff().map(
      { value in
        guard let value else { return .none }
        return value.map { .constant($0) } ?? .untilRefill
      },
      back: { value in
        switch value {
        case .none: nil
        case .untilRefill: .some(nil)
        case .constant(let span): .some(span)
        }
      }
    )
  }
}

extension Kind where Value == ProviderPlan.Quota {
  /// A bucket of messages per project.
  static var quota: Kind {
    let map = Kind<WrittenQuota>.table(WrittenQuota.table)
    return Kind(
      "quota",
      schema: map.schema,
      read: { node, current, reading in
        var base = WrittenQuota()
        if let current {
          base.plan = current
          base.rate = WrittenRate(
            rate: Rate(perSecond: current.limit / current.window.inSeconds),
            per: current.window
          )
          base.window = current.window
        }
        guard let written = map.read(node, base, &reading) else { return nil }
        var plan = written.plan
        plan.window = written.window ?? written.rate.per
        plan.limit = written.rate.rate.perSecond * plan.window.inSeconds
        return plan
      },
      show: { _ in nil },
      assume: { plan, node, base, reading in
        var written = WrittenQuota()
        written.plan = plan
        written.window = plan.window
        written.rate.rate = Rate(perSecond: plan.limit / plan.window.inSeconds)
        WrittenQuota.table.assume(written, node, from: base, &reading)
      }
    )
  }
}

extension Kind where Value == ProviderPlan.DeliveryPlan {
  /// What lies between accepted and on the device.
  static var delivery: Kind {
    Kind(
      "delivery",
      schema: WrittenDelivery.table.schema,
      read: { node, current, reading in
        var base = WrittenDelivery()
        if let current {
          base = WrittenDelivery(takes: current.takes, rate: current.rate, queue: current.queue)
        }
        guard let written = WrittenDelivery.table.read(node, into: base, &reading),
          let takes = written.takes
        else { return nil }
        return ProviderPlan.DeliveryPlan(takes: takes, rate: written.rate, queue: written.queue)
      },
      show: { _ in nil },
      assume: { plan, node, base, reading in
        let written = WrittenDelivery(takes: plan.takes, rate: plan.rate, queue: plan.queue)
        WrittenDelivery.table.assume(written, node, from: base, &reading)
      }
    )
  }
}

private struct WrittenDelivery: Sendable {
  var takes: Distribution?
  var rate: Rate?
  var queue: Int?

  static let table = Table(
    "delivery",
    initial: WrittenDelivery(),
    [
      Key("takes", Kind<Distribution>.time.optional(), \.takes, "from accepted to the device"),
      Key("rate", Kind<Rate>.rate.or("unbounded"), \.rate, "messages passed on per time"),
      Key("queue", .countOrUnbounded, \.queue, "messages that wait behind acceptance"),
    ]
  ) { delivery, node, reading in
    if delivery.takes == nil { reading.refuse(node.opening, "delivery needs `takes`") }
  }
}
