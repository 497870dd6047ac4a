/// A first-in-first-out queue of small records that grows and never shrinks.
@safe
@usableFromInline
package struct Ring<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline
  var storage: UnsafeMutablePointer<Element>
  @usableFromInline
  var mask: Int
  @usableFromInline
  var head = 0

  /// How many elements wait.
  @usableFromInline
  package var count = 0

  package init(capacity: Int = 16) {
    var size = 16
    while size < capacity { size *= 2 }
    unsafe storage = .allocate(capacity: size)
    mask = size - 1
  }

  deinit {
    unsafe storage.deallocate()
  }

  @inlinable
  package var isEmpty: Bool { count == 0 }

  /// The element that has waited longest.
  @inlinable
  package var first: Element? {
    unsafe count > 0 ? storage[head & mask] : nil
  }

  /// Appends an element at the back.
  @inlinable
  package mutating func append(_ element: Element) {
    if count > mask { grow() }
    unsafe storage[(head &+ count) & mask] = element
    count &+= 1
  }

  /// Puts an element back at the front.
  @inlinable
  package mutating func prepend(_ element: Element) {
    if count > mask { grow() }
    head = (head &- 1) & mask
    unsafe storage[head] = element
    count &+= 1
  }

  /// Takes the element that has waited longest.
  @inlinable
  package mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = unsafe storage[head]
    head = (head &+ 1) & mask
    count &-= 1
    return element
  }

  /// The element `offset` places behind the first.
  @inlinable
  package subscript(offset: Int) -> Element {
    get {
      precondition(offset >= 0 && offset < count, "nobody waits at this place")
      return unsafe storage[(head &+ offset) & mask]
    }
    set {
      precondition(offset >= 0 && offset < count, "nobody waits at this place")
      unsafe storage[(head &+ offset) & mask] = newValue
    }
  }

  @inline(never)
  @usableFromInline
  mutating func grow() {
    let wider = UnsafeMutablePointer<Element>.allocate(capacity: (mask + 1) * 2)
    for offset in 0..<count { unsafe wider[offset] = storage[(head + offset) & mask] }
    unsafe storage.deallocate()
    unsafe storage = wider
    mask = mask * 2 + 1
    head = 0
  }
}
