import Testing

@testable import Commands

@Suite
struct QuestionPickTests {
  @Test(arguments: [
    (Question.Pick.greatest, 7.0), (.least, 1), (.nearest(4), 3), (.farthest(2.5), 7),
  ])
  func oneStretchDecides(pick: Question.Pick, value: Double) {
    #expect(pick.among([3, 7, 1]) == value && pick.among([]) == nil)
  }
}
