import Testing

@Suite
struct SwarmTestsRoom {}
