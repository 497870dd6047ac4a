import Testing

@Suite
struct ScenariosRoomTests {}
