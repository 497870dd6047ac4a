import Testing

@Suite
struct OracleTestsRoom {}
