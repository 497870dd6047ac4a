/// Placeholder of the room until its first type arrives.
enum CommandsRoom {}
