import Testing

@Suite
struct DialectsRoomTests {}
