import Testing

@Suite
struct PoliciesRoomTests {}
