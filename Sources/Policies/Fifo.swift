/// A first-in-first-out list that keeps its memory, for effects and things that wait their turn.
@usableFromInline
struct Fifo<Element: Sendable>: Sendable {
  @usableFromInline
  var items: ContiguousArray<Element> = []
  @usableFromInline
  var head = 0

  @inlinable
  var isEmpty: Bool { head == items.count }
  var count: Int { items.count - head }
  var first: Element? { isEmpty ? nil : items[head] }

  mutating func append(_ item: Element) {
    if head > 64 && head * 2 > items.count {
      items.removeSubrange(..<head)
      head = 0
    }
    items.append(item)
  }

  mutating func popFirst() -> Element? {
    guard head < items.count else { return nil }
    let item = items[head]
    head += 1
    if head == items.count {
      items.removeAll(keepingCapacity: true)
      head = 0
    }
    return item
  }
}
