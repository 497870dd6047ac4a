import Commands
import Glibc

/// The door.
@main
struct Spillway {
  static func main() {
    exit(FrontDoor.enter(Array(CommandLine.arguments.dropFirst())))
  }
}
