import Testing

@Suite
struct GatewayCoreRoomTests {}
