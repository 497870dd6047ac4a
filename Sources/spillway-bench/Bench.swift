/// The door of the benchmarks.
@main
struct Bench {
  static func main() {}
}
