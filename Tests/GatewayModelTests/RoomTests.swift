import Testing

@Suite
struct GatewayModelRoomTests {}
