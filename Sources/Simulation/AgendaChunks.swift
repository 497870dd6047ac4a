/// The store of an agenda's buckets: 512-byte chunks of 31 entries behind a 16-byte header.
///
/// A chunk is aligned to its size, so a write position says by its low bits whether its chunk is
/// full. Chunks are carved from one-megabyte segments and recycled through a free list; a position
/// stays valid while the store grows.
@safe
struct AgendaChunks: ~Copyable {
  typealias Position = UnsafeMutablePointer<AgendaEntry>

  /// Entries in a chunk, the header included.
  static var width: Int { 32 }
  /// The bits of a position that say where in its chunk it lies.
  static var offsetMask: UInt { 511 }

  var free: Position?
  var segments: [Position] = unsafe []
  var carved: Int
  let chunksInSegment = 2048

  init() {
    unsafe free = nil
    carved = chunksInSegment
  }

  deinit {
    for index in unsafe segments.indices { unsafe segments[index].deallocate() }
  }

  /// The first entry of the chunk holds the next chunk's address in its payload.
  static func next(after chunk: Position) -> Position? {
    unsafe Position(bitPattern: UInt(chunk.pointee.payload))
  }

  static func link(_ chunk: Position, to next: Position?) {
    unsafe chunk.pointee = AgendaEntry(
      nanoseconds: 0,
      payload: UInt64(UInt(bitPattern: next))
    )
  }

  /// The chunk in which the entry before `end` lies.
  static func chunk(endingAt end: Position) -> Position? {
    unsafe Position(bitPattern: (UInt(bitPattern: end) &- 1) & ~offsetMask)
  }

  mutating func take() -> Position {
    guard let chunk = unsafe free else { return unsafe carve() }
    unsafe free = Self.next(after: chunk)
    unsafe Self.link(chunk, to: nil)
    return unsafe chunk
  }

  mutating func giveBack(_ chunk: Position) {
    unsafe Self.link(chunk, to: free)
    unsafe free = chunk
  }

  mutating func carve() -> Position {
    if carved == chunksInSegment {
      let bytes = chunksInSegment * Self.width * MemoryLayout<AgendaEntry>.stride
      let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 512)
      unsafe segments.append(
        raw.bindMemory(to: AgendaEntry.self, capacity: chunksInSegment * Self.width)
      )
      carved = 0
    }
    let chunk = unsafe segments[segments.count - 1] + carved * Self.width
    carved += 1
    unsafe Self.link(chunk, to: nil)
    return unsafe chunk
  }
}
