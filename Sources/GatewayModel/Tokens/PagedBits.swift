/// A set of numbers up to 2³¹ as a bitmap in pages of 4 KB: memory follows what is in it, not what
/// could be.
struct PagedBits: Sendable {
  private(set) var count = 0
  private var directory: ContiguousArray<Int32> = []
  private var words: ContiguousArray<UInt64> = []

  private static var wordsPerPage: Int { 512 }

  /// The memory of the pages in use, in bytes.
  var bytes: Int { words.count * 8 + directory.count * 4 }

  func contains(_ number: UInt32) -> Bool {
    let page = Int(number >> 15)
    guard page < directory.count, directory[page] >= 0 else { return false }
    let word = Int(directory[page]) * Self.wordsPerPage + Int(number >> 6 & 511)
    return words[word] & (1 << UInt64(number & 63)) != 0
  }

  /// Puts a number in.
  ///
  /// - Returns: Whether it was new.
  @discardableResult
  mutating func insert(_ number: UInt32) -> Bool {
    let page = Int(number >> 15)
    while directory.count <= page { directory.append(-1) }
    if directory[page] < 0 {
      directory[page] = Int32(words.count / Self.wordsPerPage)
      words.append(contentsOf: repeatElement(0, count: Self.wordsPerPage))
    }
    let word = Int(directory[page]) * Self.wordsPerPage + Int(number >> 6 & 511)
    let bit = UInt64(1) << UInt64(number & 63)
    guard words[word] & bit == 0 else { return false }
    words[word] |= bit
    count += 1
    return true
  }
}
