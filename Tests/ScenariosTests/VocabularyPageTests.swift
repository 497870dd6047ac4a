import Testing

@testable import Scenarios

@Suite
struct VocabularyPageTests {
  @Test
  func oneRowPerKey() {
    #expect(
      Vocabulary.page(of: TableTests.table.schema) == """
        | key | kind | standard | meaning |
        |---|---|---|---|
        | `attempts` | count | `4` | in all, the first included |
        | `pause` | duration | `1s` | between attempts |
        | `hedge` | map |  | a second call in parallel |

        """
    )
  }
}
