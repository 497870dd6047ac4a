/// A first-in-first-out queue of small records that grows and never shrinks.
@safe
package struct Ring<Element: BitwiseCopyable>: ~Copyable {
  var storage: UnsafeMutablePointer<Element>
  var mask: Int
  var head = 0

  /// How many elements wait.
  package private(set) var count = 0

  package init(capacity: Int = 16) {
    var size = 16
    while size < capacity { size *= 2 }
    unsafe storage = .allocate(capacity: size)
    mask = size - 1
  }

  deinit {
    unsafe storage.deallocate()
  }

  package var isEmpty: Bool { count == 0 }

  /// The element that has waited longest.
  package var first: Element? {
    unsafe count > 0 ? storage[head & mask] : nil
  }

  /// Appends an element at the back.
  package mutating func append(_ element: Element) {
    if count > mask { grow() }
    unsafe storage[(head &+ count) & mask] = element
    count &+= 1
  }

  /// Puts an element back at the front.
  package mutating func prepend(_ element: Element) {
    if count > mask { grow() }
    head = (head &- 1) & mask
    unsafe storage[head] = element
    count &+= 1
  }

  /// Takes the element that has waited longest.
  package mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = unsafe storage[head]
    head = (head &+ 1) & mask
    count &-= 1
    return element
  }

  /// The element `offset` places behind the first.
  package subscript(offset: Int) -> Element {
    get {
      precondition(offset >= 0 && offset < count, "only \(count) elements wait")
      return unsafe storage[(head &+ offset) & mask]
    }
    set {
      precondition(offset >= 0 && offset < count, "only \(count) elements wait")
      unsafe storage[(head &+ offset) & mask] = newValue
    }
  }

  @inline(never)
  mutating func grow() {
    let wider = UnsafeMutablePointer<Element>.allocate(capacity: (mask + 1) * 2)
    for offset in 0..<count { unsafe wider[offset] = storage[(head + offset) & mask] }
    unsafe storage.deallocate()
    unsafe storage = wider
    mask = mask * 2 + 1
    head = 0
  }
}
