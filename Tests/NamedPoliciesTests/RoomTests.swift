import Testing

@Suite
struct NamedPoliciesRoomTests {}
