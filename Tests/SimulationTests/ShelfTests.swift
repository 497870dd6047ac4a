import Simulation
import Testing

@Suite
struct ShelfTests {
  @Test
  func elementsAreMutatedInPlaceAndReleasedWithTheShelf() {
    var shelf = Shelf([[1], [2], [3]])
    shelf[1].append(4)
    let copy = shelf.array
    #expect(copy == [[1], [2, 4], [3]])
    let count = shelf.count
    #expect(count == 3)
  }
}
