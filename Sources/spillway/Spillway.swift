/// The door.
@main
struct Spillway {
  static func main() {}
}
