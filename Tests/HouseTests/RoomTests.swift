import Testing

@Suite
struct HouseTestsRoom {}
