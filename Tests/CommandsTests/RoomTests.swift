import Testing

@Suite
struct CommandsRoomTests {}
