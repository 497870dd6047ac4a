/// A fixed number of values, mutated in place: no reference counting, no uniqueness checks.
///
/// What `ContiguousArray` costs per access in a hot loop (is the buffer mine alone?) is paid once
/// here, at creation. Bounds are always checked.
@safe
@usableFromInline
package struct Shelf<Element>: ~Copyable {
  @usableFromInline
  let items: UnsafeMutablePointer<Element>
  @usableFromInline
  package let count: Int

  /// Moves the elements of a sequence onto a shelf.
  package init(_ elements: some Collection<Element>) {
    count = elements.count
    unsafe items = .allocate(capacity: Swift.max(1, count))
    var place = unsafe items
    for element in elements {
      unsafe place.initialize(to: element)
      unsafe place += 1
    }
  }

  package init(repeating element: Element, count: Int) {
    self.count = count
    unsafe items = .allocate(capacity: Swift.max(1, count))
    unsafe items.initialize(repeating: element, count: count)
  }

  deinit {
    unsafe items.deinitialize(count: count)
    unsafe items.deallocate()
  }

  @inlinable
  package subscript(index: Int) -> Element {
    @inline(__always)
    unsafeAddress {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "no such place on the shelf")
      return unsafe UnsafePointer(items + index)
    }
    @inline(__always)
    unsafeMutableAddress {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "no such place on the shelf")
      return unsafe items + index
    }
  }

  @inlinable
  package var indices: Range<Int> { 0..<count }

  /// A copy as an array.
  package var array: [Element] {
    unsafe Array(UnsafeBufferPointer(start: items, count: count))
  }
}
