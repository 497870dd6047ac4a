import Glibc
import Reports
import Testing

@testable import Commands

@Suite
struct CleanVerbTests {
  @Test
  func whatIsKeptCanBeForgotten() {
    let home = "/tmp/spillway-clean-\(getpid())"
    let environment = Environment(["XDG_CACHE_HOME": home])
    let store = TrialStore(folder: environment.trialFolder ?? "", study: "s")
    _ = store.samples(of: "a") { [1] }
    _ = store.whole(of: "b") { [1] }
    #expect(store.count == 2)
    for words in ["2 trials removed", "0 trials removed"] {
      var console = Console(keeping: 80)
      let ending = FrontDoor.enter(["clean"], environment: environment, console: &console)
      #expect(ending == .done && console.output.hasPrefix(words))
    }
    #expect(store.count == 0)
    for folder in ["/spillway/trials", "/spillway", ""] { unsafe rmdir(home + folder) }
  }

  @Test
  func withoutAHomeThereIsNothingToClean() {
    var console = Console(keeping: 80)
    let ending = FrontDoor.enter(["clean"], environment: Environment([:]), console: &console)
    #expect(ending == .impossible)
  }
}
