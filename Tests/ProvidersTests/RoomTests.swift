import Testing

@Suite
struct ProvidersRoomTests {}
