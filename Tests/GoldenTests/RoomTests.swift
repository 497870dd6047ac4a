import Testing

@Suite
struct GoldenTestsRoom {}
