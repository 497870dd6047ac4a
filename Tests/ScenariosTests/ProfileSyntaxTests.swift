import TestKit
import Testing
import TimeAndChance

@testable import Scenarios

@Suite
struct ProfileSyntaxTests {
  static let kind = Kind<ProfileSyntax<Fraction>>.profile(of: .fraction)

  @Test(arguments: [
    Reads("40%", "40%"),
    Reads("[[0m, 0%], [2m, 40%], [12m, 0%]]", "[[0s, 0%], [2m, 40%], [12m, 0%]]"),
    Reads("40", "1:6 `key` is a share from 0 to 1 (found 40); did you mean `40%`?"),
    Reads("[]", "1:6 `key` needs at least one [time, fraction]"),
    Reads("[40%]", "1:7 `key` is a list of [time, fraction] (found 40%)"),
    Reads("[[0s, 1%], [5s]]", "1:17 `key` is a list of [time, fraction] (found a list)"),
    Reads("[[5s, 1%], [2s, 2%]]", "1:18 the times of `key` must not go back"),
    Reads("[[5, 1%]]", "1:8 `key` needs a unit, as in 30s or 250ms (found 5)"),
    Reads(
      "{file: /etc/passwd, column: a}",
      "1:13 `/etc/passwd` leaves the scenario's folder; put the file beside it"
    ),
    Reads(
      "{file: ../x.csv, column: a}",
      "1:13 `../x.csv` leaves the scenario's folder; put the file beside it"
    ),
    Reads("{file: none.csv, column: a}", "1:13 there is no file `none.csv` beside the scenario"),
    Reads("{file: a.csv}", "1:6 profile needs `column` (the column of the value)"),
    Reads(
      "{fil: a.csv, column: x}",
      "1:6 profile needs `file` (a CSV file in the scenario's folder)"
        + " | 1:7 unknown key `fil` in profile; did you mean `file`?"
    ),
  ])
  func reads(_ it: Reads) {
    #expect(Reads.outcome(Self.kind, it.text) == it.gives)
  }

  @Test
  func aFileOfPoints() throws {
    let folder = try Folder()
    try folder.write("t,errors\n0,0%\n120,0.4\n", to: "incident.csv")
    let (profile, messages) = reading(
      Self.kind,
      "{file: incident.csv, time: t, column: errors}",
      folder: folder.path
    )
    #expect(messages.isEmpty)
    #expect(profile.flatMap { Self.kind.show($0) } == "[[0s, 0%], [2m, 40%]]")
  }
}
