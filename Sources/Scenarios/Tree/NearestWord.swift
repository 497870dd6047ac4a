/// Returns the word of `known` that `word` was most likely meant to be, or nothing near enough.
///
/// One slip in three letters is forgiven: more would suggest words that merely look alike.
func nearestWord(to word: String, in known: [String]) -> String? {
  let written = Array(word.lowercased().utf8.prefix(64))
  let allowed = max(1, written.count / 3)
  var best: (word: String, distance: Int)?
  for candidate in known {
    let distance = editDistance(written, Array(candidate.lowercased().utf8.prefix(64)))
    if distance <= allowed && distance < best?.distance ?? .max {
      best = (candidate, distance)
    }
  }
  return best?.word
}

/// Returns the number of insertions, deletions, replacements and swaps of neighbours between two words.
func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in a.indices {
    var current = [i + 1]
    for j in b.indices {
      let replaced = last[j] + (a[i] == b[j] ? 0 : 1)
      var cost = min(replaced, last[j + 1] + 1, current[j] + 1)
      if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
        cost = min(cost, beforeLast[j - 1] + 1)
      }
      current.append(cost)
    }
    (beforeLast, last) = (last, current)
  }
  return last[b.count]
}

/// Returns `; did you mean ...?`, the list of what is known when it is short, or nothing.
package func suggestion(for word: String, among known: [String]) -> String {
  if let nearest = nearestWord(to: word, in: known) { return "; did you mean `\(nearest)`?" }
  guard !known.isEmpty && known.count <= 16 else { return "" }
  return " (known: \(known.joined(separator: ", ")))"
}
