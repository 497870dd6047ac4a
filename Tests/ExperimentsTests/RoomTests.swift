import Testing

@Suite
struct ExperimentsRoomTests {}
