import Glibc

/// Other simulators on the gateway job and M/M/1, where they are installed.
///
/// Their results are checked first: a simulator that computes something else is not a peer.
struct PeersBench {
  let options: Options
  let report: Report

  init(_ options: Options, _ report: Report) {
    self.options = options
    self.report = report
  }

  func run() {
    report.remark(
      """
      Peers are looked for and never installed from here. To have them:
        python3 -m venv peers && . peers/bin/activate && pip install simpy salabim ciw
        apt-get install libns3-dev          # ns-3's scheduler, for C++
      then run this again with that python3 first on PATH.
      """
    )
    for peer in ["simpy", "salabim"] { mm1(peer) }
  }

  private func mm1(_ peer: String) {
    let customers = options.size(400_000)
    let output = "/tmp/spillway-bench-\(getpid()).txt"
    defer { unsafe unlink(output) }
    let status = Process.run("python3", ["-c", Self.script(peer, customers)], outputTo: output)
    let cells = Machine.contents(of: output).split { $0 == " " || $0 == "\n" }.compactMap {
      Double($0)
    }
    guard status == 0, cells.count == 2 else {
      report.remark("\(peer): not installed for this python3")
      return
    }
    // 10 s in the mean; a run this long stays within a quarter of it.
    guard abs(cells[0] - 10) < 2.5 else {
      report.remark("\(peer): mean time in the system \(cells[0].short) s instead of 10 s")
      return
    }
    var world = SingleServer(customers: customers, utilisation: 0.9, seed: 42)
    let ours = Race.time(customers) { KernelBench.finish(&world) }
    report.add(
      Row(
        id: "",
        job: "M/M/1 in \(peer), a customer",
        floor: cells[1],
        value: ours,
        ratio: ours / cells[1],
        note: "the floor column is the peer's"
      )
    )
  }

  private static func script(_ peer: String, _ customers: Int) -> String {
    peer == "simpy" ? simPy(customers) : salabim(customers)
  }

  private static func simPy(_ customers: Int) -> String {
    """
    import simpy, random, time
    random.seed(42); total = 0.0; env = simpy.Environment(); server = simpy.Resource(env, 1)
    def customer():
        global total
        begun = env.now
        with server.request() as turn:
            yield turn
            yield env.timeout(random.expovariate(1.0))
        total += env.now - begun
    def source():
        for _ in range(\(customers)):
            yield env.timeout(random.expovariate(0.9)); env.process(customer())
    env.process(source()); begun = time.process_time(); env.run()
    print(total / \(customers), (time.process_time() - begun) / \(customers) * 1e9)
    """
  }

  private static func salabim(_ customers: Int) -> String {
    """
    import salabim as sim, random, time
    random.seed(42); total = 0.0; sim.yieldless(False); env = sim.Environment(trace=False)
    server = sim.Resource("server", 1)
    class Customer(sim.Component):
        def process(self):
            global total
            begun = env.now()
            yield self.request(server)
            yield self.hold(random.expovariate(1.0))
            self.release(); total += env.now() - begun
    class Source(sim.Component):
        def process(self):
            for _ in range(\(customers)):
                yield self.hold(random.expovariate(0.9)); Customer()
    Source(); begun = time.process_time(); env.run()
    print(total / \(customers), (time.process_time() - begun) / \(customers) * 1e9)
    """
  }
}
