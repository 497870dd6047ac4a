import Reports

extension Verb {
  /// Forgets what studies have kept.
  static let clean = Verb(
    name: "clean",
    answers: "What may be forgotten? The trials that studies keep to go on where they were.",
    details: """
      Removes every finished trial that `run`, `compare`, `size`, `sweep`, `check` and `stability`
      keep in the cache folder (XDG_CACHE_HOME, else ~/.cache) so that a study that was stopped goes
      on. No result is touched, and the next start of a study only takes longer. The folder bounds
      itself: 100,000 small trials, and 2 GiB of whole runs, beyond which the oldest go.
      """,
    operands: .none,
    options: [],
    examples: [Example(command: "spillway clean", says: "makes room in the cache folder")]
  ) { _, environment, console in
    guard let folder = environment.trialFolder else {
      console.complain("spillway: there is no cache folder: neither XDG_CACHE_HOME nor HOME is set")
      return .impossible
    }
    let store = TrialStore(folder: folder, study: "")
    let (count, bytes) = (store.count, store.bytes)
    store.clean()
    guard store.count == 0 else {
      console.complain("spillway: \(store.count) trials in \(folder) could not be removed")
      return .impossible
    }
    let size = Humanised.bytes(Double(bytes))
    console.print("\(count) trial\(count == 1 ? "" : "s") removed (\(size)) from \(folder)")
    return .done
  }
}
