import Testing

@Suite
struct ReportsRoomTests {}
