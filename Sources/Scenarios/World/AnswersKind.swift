internal import GatewayModel
internal import Policies
internal import Statistics
internal import TimeAndChance

/// `{share: 40%, takes: 5ms, retry-after: 30s, delivered: true}`, or a share alone.
struct WrittenAnswer: Sendable {
  var share = Profile(constant: 0)
  var takes: Distribution?
  var retryAfter: Duration?
  var delivered = false

  static let table = Table(
    "answer",
    initial: WrittenAnswer(),
    [
      Key("share", .shares, \.share, "how many of the calls get it", isRequired: true),
      Key(
        "takes",
        Kind<Distribution>.time.optional(),
        \.takes,
        "the answer's own latency; the ordinary round trip otherwise"
      ),
      Key(
        "retry-after",
        Kind<Duration>.duration.optional(),
        \.retryAfter,
        "what its Retry-After says"
      ),
      Key(
        "delivered",
        .flag,
        \.delivered,
        "the message reaches its device all the same: the duplicate trap"
      ),
    ]
  )

  static let kind: Kind<WrittenAnswer> = {
    let map = Kind<WrittenAnswer>.table(table)
    let shares = Kind<Profile>.shares
    return Kind(
      "share or answer",
      schema: .any([shares.schema, map.schema]),
      read: { node, current, reading in
        if let entries = node.entries, !entries.contains(where: { $0.key == "file" }) {
          return map.read(node, current, &reading)
        }
        var answer = WrittenAnswer()
        guard let share = shares.read(node, nil, &reading) else { return nil }
        answer.share = share
        return answer
      },
      show: { answer in shares.show(answer.share) }
    )
  }()
}

extension Kind where Value == [AnswerShare] {
  /// What a provider answers beside success: a status, a reason or `no-answer`, with its share.
  static var answers: Kind {
    let written = Kind<[Named<WrittenAnswer>]>.dictionary(of: WrittenAnswer.kind)
    return Kind(
      "answers",
      schema: .dictionary(WrittenAnswer.kind.schema),
      read: { node, current, reading in
        guard let named = written.read(node, nil, &reading) else { return nil }
        var result = current ?? []
        for answer in named {
          guard let share = answerShare(answer, &reading) else { continue }
          result.removeAll { $0.key == share.key }
          result.append(share)
        }
        checkSum(result, node, &reading)
        return result
      },
      show: { answers in
        "{"
          + answers.map { "\($0.key): \(Kind<Profile>.shares.show($0.share) ?? "?")" }
          .joined(separator: ", ") + "}"
      }
    )
  }

  private static func answerShare(
    _ written: Named<WrittenAnswer>,
    _ reading: inout Reading
  ) -> AnswerShare? {
    let value = written.value
    let reply: AnswerShare.Reply
    if written.name == "no-answer" {
      reply = .silence
      if value.retryAfter != nil {
        reading.refuse(written.span, "`no-answer` has no `retry-after`: nothing comes back")
      }
    } else if var answer = Answer(named: written.name) {
      if let retryAfter = value.retryAfter {
        answer.retryAfterNanoseconds = retryAfter.wholeNanoseconds
      }
      reply = .answer(answer)
    } else {
      let known = Answer.Reason.allCases.map(\.name) + ["no-answer"]
      let nearest = nearestWord(to: written.name, in: known)
      let hint = nearest.map { "; did you mean `\($0)`?" } ?? ""
      reading.refuse(
        written.span,
        "`\(quoted(written.name))` is no status, reason or `no-answer`\(hint)"
      )
      return nil
    }
    return AnswerShare(
      key: written.name,
      reply: reply,
      share: value.share,
      takes: value.takes,
      delivered: value.delivered
    )
  }

  private static func checkSum(_ answers: [AnswerShare], _ node: Node, _ reading: inout Reading) {
    let times = answers.flatMap { $0.share.points.map(\.time) }
    let worst = times.map { time in answers.reduce(0) { $0 + $1.share.value(after: time) } }.max()
    if let worst, worst > 1 + 1e-9 {
      reading.refuse(
        node.opening,
        "the shares of `\(reading.key)` add up to \(shown(worst * 100))%"
      )
    }
  }
}
